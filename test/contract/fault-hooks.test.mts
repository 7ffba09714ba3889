import { describe, expect, it } from 'vitest';
import type { Fault } from '../emulator/index.mts';
import { callsOf, eachOnce } from './changes.mts';
import { fastForward, pass } from './fast-forward.mts';
import type { HostedWorkflow } from './n8n.mts';
import { draft } from './republishing.mts';
import { byId, onlyWebhookId } from './world.mts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** What each way to be away is called. */
const AWAY: Array<[string, Fault]> = [
	['does not answer', 'hang'],
	['answers 503', { status: 503 }],
	['resets connections', 'reset'],
	['asks for a pause', { status: 429, headers: { 'retry-after': '60' } }],
];

async function takes(work: () => Promise<unknown>): Promise<number> {
	const startedAt = Date.now();
	await fastForward(work).catch(() => {});
	return Date.now() - startedAt;
}

const message = async (work: () => Promise<unknown>) =>
	await fastForward(work).then(
		() => '',
		(error: Error) => error.message,
	);

describe.each(AWAY)('publishing while SmartSuite %s', (_, fault) => {
	it('says so within 20 s over all tries of n8n, and works when published again', async () => {
		const { emulator, workflow, changes } = await draft();
		emulator.faults.next({}, fault, Infinity);
		let said = '';
		const ms = await takes(async () => {
			said = await workflow.publishPersistently().then(
				() => '',
				(error: Error) => error.message,
			);
		});
		expect(ms).toBeLessThanOrEqual(20_000);
		expect(said).toMatch(/SmartSuite/);
		await fastForward(() => workflow.unpublishPersistently());
		emulator.faults.clear();
		await pass(2 * MINUTE_MS);
		expect(emulator.webhooks).toEqual([]);
		await fastForward(() => workflow.publishPersistently());
		changes.make(2);
		await pass(MINUTE_MS);
		expect(changes.tallyOf(workflow)).toEqual(eachOnce(2));
		expect(emulator.webhooks.length).toBe(1);
	});
});

const REFUSED: Array<[string, Fault]> = [400, 401, 403, 404, 409, 418].map((status) => [
	`answers ${status}`,
	{ status },
]);

describe.each([...AWAY, ...REFUSED])('a restart of n8n while SmartSuite %s', (_, fault) => {
	it('does not stop a workflow that was published before', async () => {
		const { emulator, workflow, changes } = await draft();
		await fastForward(() => workflow.publish());
		await workflow.startTrigger('activate');
		changes.make(1);
		await pass(MINUTE_MS);
		await workflow.stopTrigger();
		emulator.faults.next({}, fault, Infinity);
		await fastForward(() => workflow.restart());
		await workflow.startTrigger();
		await pass(10 * MINUTE_MS);
		changes.make(1);
		emulator.faults.clear();
		await pass(90 * MINUTE_MS);
		await workflow.stopTrigger();
		expect(changes.tallyOf(workflow)).toEqual(eachOnce(2));
	});

	it.each([24, 0])('has the registration mended within hours (keep-alive: %i)', async (hours) => {
		const options = { pullInterval: 0, keepAliveHours: hours };
		const { emulator, workflow, changes } = await draft({ options });
		await fastForward(() => workflow.publish());
		await workflow.startTrigger('activate');
		await pass(MINUTE_MS);
		await workflow.stopTrigger();
		emulator.elsewhere.updateWebhook(onlyWebhookId(emulator), { url: undefined });
		emulator.faults.next({}, fault, Infinity);
		await fastForward(() => workflow.restart());
		await workflow.startTrigger();
		await pass(10 * MINUTE_MS);
		emulator.faults.clear();
		workflow.tick?.();
		await pass(5 * MINUTE_MS);
		changes.make(1);
		await pass(MINUTE_MS);
		await workflow.stopTrigger();
		expect(changes.tallyOf(workflow)).toEqual(eachOnce(1));
	});
});

it('a slow SmartSuite, which needs ten seconds, is published at all the same, once', async () => {
	const { emulator, workflow } = await draft();
	emulator.faults.next({ rpc: 'CreateWebhook' }, { delayMs: 10_000 });
	await fastForward(() => workflow.publishPersistently());
	await pass(MINUTE_MS);
	expect(callsOf(emulator, 'CreateWebhook')).toBe(1);
	expect(emulator.webhooks).toMatchObject([{ status: 'active' }]);
});

describe('a test in the editor', () => {
	const end = async (workflow: HostedWorkflow) => {
		const stop = await fastForward(() => workflow.listen());
		return await takes(stop);
	};

	it.each(AWAY)('ends at once where SmartSuite %s, and leaves no webhook', async (_, fault) => {
		const { emulator, workflow } = await draft();
		const stop = await fastForward(() => workflow.listen());
		emulator.faults.next({}, fault, Infinity);
		const startedAt = Date.now();
		await stop();
		expect(Date.now() - startedAt).toBe(0);
		await pass(5 * MINUTE_MS);
		emulator.faults.clear();
		await pass(3 * MINUTE_MS);
		expect(emulator.webhooks).toEqual([]);
	});

	it('with a wrong solution says so, and its end throws nothing', async () => {
		const { workflow } = await draft({ solution: byId('63b87cad645b3949631b5500') });
		const test = workflow.testHooks();
		expect(await message(test.create)).toMatch(/has no solution/);
		await expect(test.delete()).resolves.toBe(true);
		workflow.node.parameters.solution = byId('');
		expect(await message(test.create)).toMatch(/'Solution' is empty/);
		await expect(test.delete()).resolves.toBe(true);
		expect(await end((await draft()).workflow)).toBe(0);
	});
});

describe('a webhook whose filter SmartSuite shows otherwise than it was sent', () => {
	it.each(['reordered', 'doubled', 'one-more', 'omitted'] as const)(
		'(%s) stays the same for ever',
		async (filterEcho) => {
			const { emulator, workflow, changes } = await draft();
			emulator.switches.filterEcho = filterEcho;
			const { tasks, contacts } = emulator.tables;
			workflow.node.parameters = {
				...workflow.node.parameters,
				watch: 'tables',
				tables: [tasks.id, contacts.id],
			};
			await fastForward(() => workflow.publish());
			const id = onlyWebhookId(emulator);
			for (let round = 0; round < 3; round++) {
				await workflow.startTrigger();
				for (let hour = 0; hour < 49; hour++) {
					await pass(DAY_MS / 24);
					workflow.tick?.();
				}
				changes.make(1);
				await pass(MINUTE_MS);
				await workflow.stopTrigger();
				await fastForward(() => workflow.restart());
			}
			expect(onlyWebhookId(emulator)).toBe(id);
			expect(changes.tallyOf(workflow)).toEqual(eachOnce(3));
			// Once more where nothing in the answer shows that it was made.
			expect(callsOf(emulator, 'UpdateWebhook')).toBeLessThanOrEqual(2);
			expect(callsOf(emulator, 'DeleteWebhook')).toBe(0);
		},
	);
});
