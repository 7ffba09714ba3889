import { describe, expect, it } from 'vitest';
import type { Fault } from '../emulator/faults.mts';
import { execute } from './action.mts';
import { inSolution, shown } from './shown.mts';
import { account, create, NOTIFICATION_URL, run } from './webhook-operations.mts';

const DAY_MS = 86_400_000;

/** As SmartSuite writes the expiry: to the second. */
const asDate = (ms = 0) => new Date(ms).toISOString().replace(/\.\d+Z/, 'Z');

describe('keep alive', () => {
	it('revives all that expired, says how they were and are, and consumes nothing', async () => {
		const at = await account();
		await create(at, { notificationUrl: 'http://127.0.0.1:9/one' });
		await at.emulator.clock.advance(8 * DAY_MS);
		await create(at, { notificationUrl: 'http://127.0.0.1:9/two' });
		const callsBefore = at.emulator.calls.length;
		const items = await run(at, 'keepAlive');
		const [one, two] = at.emulator.webhooks;
		expect(items).toEqual([
			{
				webhook_id: one?.id,
				url: 'http://127.0.0.1:9/one',
				alive: true,
				expires_at: asDate(one?.expiresAt),
				was: 'expired',
				revived: true,
			},
			{
				webhook_id: two?.id,
				url: 'http://127.0.0.1:9/two',
				alive: true,
				expires_at: asDate(two?.expiresAt),
				was: 'active',
				revived: false,
			},
		]);
		expect(Object.keys(items[0] ?? {}).slice(0, 3)).toEqual(['alive', 'revived', 'was']);
		const calls = at.emulator.calls.slice(callsBefore).map(({ rpc }) => rpc);
		expect(calls).toEqual(['ListWebhooks', 'ListEvents', 'ListEvents', 'ListWebhooks']);
	});

	it.each(['id', 'notification URL'])('touches only the ones chosen by %s', async (by) => {
		const at = await account();
		const chosen = await create(at);
		await create(at, { notificationUrl: `${NOTIFICATION_URL}/other` });
		const webhooks = by === 'id' ? [chosen.value] : NOTIFICATION_URL;
		const items = await run(at, 'keepAlive', { webhooks });
		expect(items).toMatchObject([{ webhook_id: chosen.value, alive: true, revived: false }]);
		expect(at.emulator.calls.filter(({ rpc }) => rpc === 'ListEvents').length).toBe(1);
	});

	describe('of three, the second of which SmartSuite refuses', () => {
		const three = async (fault: Fault) => {
			const at = await account();
			for (const name of ['one', 'two', 'three']) {
				await create(at, { notificationUrl: `${NOTIFICATION_URL}/${name}` });
			}
			await at.emulator.clock.advance(8 * DAY_MS);
			const [, second] = at.emulator.webhooks;
			at.emulator.faults.next({ rpc: 'ListEvents', webhookId: second?.id }, fault, 9);
			return { at, second: second?.id };
		};
		const statuses = ({ emulator }: Awaited<ReturnType<typeof account>>) =>
			emulator.webhooks.map(({ status }) => status);

		it.each([403, 404, 500])('keeps the others, then fails and says which: %i', async (status) => {
			const { at, second } = await three({ status });
			expect(await shown(run(at, 'keepAlive'))).toMatchObject({
				message: '1 of 3 webhooks could not be kept alive',
				description: expect.stringContaining(`The others were. ${second}: SmartSuite`) as string,
				context: { itemIndex: 0 },
			});
			expect(statuses(at)).toEqual(['active', 'expired', 'active']);
		});

		it('names it in its item where the run continues', async () => {
			const { at, second } = await three({ status: 500 });
			const { id } = at.emulator.solution;
			const parameters = inSolution(id, 'keepAlive');
			const items = await execute(at.credential, parameters, { continueOnFail: true });
			expect(
				items.map(({ json }) => [json.webhook_id === second, json.alive, json.problem]),
			).toEqual([
				[false, true, undefined],
				[true, false, 'SmartSuite could not answer (HTTP 500)'],
				[false, true, undefined],
			]);
		});

		it('stops where SmartSuite does not take the token: all calls would fail', async () => {
			const { at } = await three({ status: 401 });
			expect(await shown(run(at, 'keepAlive'))).toMatchObject({
				message: 'SmartSuite does not accept the API token',
			});
			expect(statuses(at)).toEqual(['active', 'expired', 'expired']);
		});
	});

	it('works where SmartSuite does not take the page size', async () => {
		const at = await account({ pageSizeType: 'number' });
		await create(at);
		await at.emulator.clock.advance(8 * DAY_MS);
		expect(await run(at, 'keepAlive')).toMatchObject([{ was: 'expired', alive: true }]);
	});

	it('gives nothing for a solution without webhooks, at the price of one call', async () => {
		const at = await account();
		expect(await run(at, 'keepAlive')).toEqual([]);
		expect(at.emulator.calls.map(({ rpc }) => rpc)).toEqual(['ListWebhooks']);
	});
});
