import { expect, it } from 'vitest';
import { execute, load, search } from './action.mts';
import { fastForward, pass, stopTime, until } from './fast-forward.mts';
import { inSolution, shown } from './shown.mts';
import { account } from './webhook-operations.mts';
import { byId } from './world.mts';

const LONG_MS = 20_000;
const RATE_LIMIT = { rateLimit: { perSecond: 5, penaltyMs: 30_000 } };

/** What became of it, and after how many ms of the clock that runs ahead. */
async function timed<Result>(what: () => Promise<Result>) {
	stopTime();
	const startedAt = Date.now();
	const result = await fastForward(what);
	return { result, ms: Date.now() - startedAt };
}

it.each(['getMembers', 'getTables', 'getWebhooks', 'getFields'] as const)(
	'%s of a SmartSuite that takes 20 s says so after 8 s, and has the list after 20 s',
	async (list) => {
		const { credential, emulator } = await account();
		const { elsewhere, solution, tables } = emulator;
		const url = 'https://n8n.example.com/webhook/changes';
		const filter = { solution: {} };
		elsewhere.createWebhook({ solutionId: solution.id, kinds: ['RECORD_CREATED'], filter, url });
		emulator.faults.next({}, { delayMs: LONG_MS }, Infinity);
		const panel = { resource: 'webhook', operation: 'create', watch: 'fields' };
		const parameters = { ...panel, solution: byId(solution.id), table: byId(tables.tasks.id) };
		const { result, ms } = await timed(() => shown(load(credential, list, parameters)));
		expect(result.message).toMatch(
			/^SmartSuite has not answered for 8 s\. It is still being asked/,
		);
		expect(ms).toBeLessThan(8_500);
		await pass(LONG_MS - 8_000);
		const callsBefore = emulator.calls.length;
		const again = await timed(() => load(credential, list, parameters));
		expect(again.ms).toBeLessThan(500);
		expect(again.result.map(({ value }) => value)).toContainEqual(expect.stringMatching(/^\w/));
		expect(emulator.calls.length).toBe(callsBefore);
	},
);

it('tables do not wait long for the name of their solution', async () => {
	const { credential, emulator } = await account();
	emulator.faults.next({ path: '/api/v1/solutions/' }, { delayMs: LONG_MS });
	const parameters = { solution: byId(emulator.solution.id) };
	const { result, ms } = await timed(() => search(credential, 'searchTables', parameters));
	expect(result.results.map(({ name }) => name)).toEqual(['Contacts', 'Tasks']);
	expect(ms).toBeLessThan(2_500);
});

it.each([{ was: 'never read' }, { was: 'read before' }])(
	'a dropdown that was $was is not held back while an execution waits out a 429',
	async ({ was }) => {
		const { credential, emulator } = await account(RATE_LIMIT);
		if (was === 'read before') await timed(() => load(credential, 'getMembers'));
		await pass(60_000);
		emulator.faults.next({ rpc: 'ListWebhooks' }, { status: 429 });
		const waiting = execute(credential, inSolution(emulator.solution.id, 'getAll'));
		await until(() => emulator.calls.some(({ status }) => status === 429));
		const callsBefore = emulator.calls.length;
		const { result, ms } = await timed(() =>
			load(credential, 'getMembers').catch(({ message }: Error) => message),
		);
		expect(ms).toBeLessThan(500);
		if (was === 'read before') expect(result).toHaveLength(4);
		else expect(result).toMatch(/^SmartSuite blocks .* for another \d+ s\. .*Wait a minute/);
		expect(emulator.calls.length).toBe(callsBefore);
		await fastForward(() => waiting);
	},
);
