import { describe, expect, it } from 'vitest';
import { execute } from './action.mts';
import { fastForward } from './fast-forward.mts';
import { shown } from './shown.mts';
import { account, run } from './webhook-operations.mts';
import { byId, credentialFor, emulate } from './world.mts';

const PRIVATE = 'http://192.168.1.20:5678/webhook/changes';
/** Not private, and not there: what gets as far as a call fails. */
const PUBLIC = 'https://webhooks.smartsuite.invalid';

const OPERATIONS: Array<[operation: string, at: (fields: object) => object]> = [
	[
		'create',
		({ notificationUrl, ...options }: { notificationUrl?: string }) => ({
			notificationUrl,
			options,
		}),
	],
	['update', (updateFields) => ({ webhook: byId('some-webhook'), updateFields })],
];

describe.each(OPERATIONS)('a private Notification URL: %s', (operation, at) => {
	async function tried(fields: object) {
		const emulator = await emulate();
		const parameters = { resource: 'webhook', operation, solution: byId(emulator.solution.id) };
		const credential = credentialFor(emulator, { webhooksUrl: PUBLIC });
		return await fastForward(() => shown(execute(credential, { ...parameters, ...at(fields) })));
	}

	it('is refused, because SmartSuite cannot ping it', async () => {
		expect(await tried({ notificationUrl: PRIVATE })).toMatchObject({
			message: `SmartSuite cannot reach the Notification URL ${PRIVATE}`,
			description:
				"SmartSuite's pings come from the internet, and 192.168.1.20 belongs to a private network. Enter an address that the internet knows. If a gateway of your own forwards the pings, switch on Allow Private Address.",
		});
	});

	it.each([true, 'true'])('is taken where that is allowed: %j', async (allowPrivateAddress) => {
		const { message } = await tried({ notificationUrl: PRIVATE, allowPrivateAddress });
		// The call was made: in vain, or, on a slow machine, not in time.
		expect(message).toContain(`at ${PUBLIC}`);
	});
});

it('a private Notification URL is taken where SmartSuite is in a private network, too', async () => {
	const at = await account();
	await run(at, 'create', { notificationUrl: PRIVATE });
	expect(at.emulator.webhooks).toMatchObject([{ url: PRIVATE }]);
});

it('Allow Private Address alone is nothing to update', async () => {
	const at = await account();
	const webhook = byId('some-webhook');
	const failed = await shown(
		run(at, 'update', { webhook, updateFields: { allowPrivateAddress: true } }),
	);
	expect(failed.message).toBe('There is nothing to update');
});
