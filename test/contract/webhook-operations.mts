import { execute } from './action.mts';
import { byId, credentialFor, emulate } from './world.mts';

export const NOTIFICATION_URL = 'https://n8n.example.com/webhook/changes';

/** An emulator and the account on it. */
export async function account(switches = {}) {
	const emulator = await emulate({ switches });
	return { emulator, credential: credentialFor(emulator) };
}

type Account = Awaited<ReturnType<typeof account>>;

/** Runs one webhook operation in the demo solution and gives the items' JSON. */
export async function run({ emulator, credential }: Account, operation: string, parameters = {}) {
	const solution = byId(emulator.solution.id);
	const all = { resource: 'webhook', operation, solution, ...parameters };
	return (await execute(credential, all)).map(({ json }) => json);
}

/** Creates a webhook and names it as the panel does. */
export async function create(at: Account, parameters = {}) {
	const [webhook] = await run(at, 'create', { notificationUrl: NOTIFICATION_URL, ...parameters });
	return byId(webhook?.webhook_id as string);
}
