import type { CredentialReference } from '../../e2e/n8n-client.mts';
import type { World } from '../../e2e/world.mts';

/** The token and the workspace as headers, kept as n8n keeps secrets. */
export async function tokenCredential({ client, emulator }: World): Promise<CredentialReference> {
	const headers = {
		Authorization: `Token ${emulator.token}`,
		'ACCOUNT-ID': emulator.accountId,
	};
	const json = JSON.stringify({ headers });
	return await client.createCredential('httpCustomAuth', 'SmartSuite by hand', { json });
}
