import { sleep } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';
import type { Emulator } from '../emulator/index.mts';
import { callsOf, eachOnce } from './changes.mts';
import { fastForward, pass } from './fast-forward.mts';
import type { HostedWorkflow } from './n8n.mts';
import { EACH_WAY, EVENTS_CHANGED, OPTION_CHANGED, RENAMED, running } from './republishing.mts';
import type { Change } from './republishing.mts';
import { onlyWebhookId } from './world.mts';

const MINUTE_MS = 60_000;

/** About what n8n takes from `delete` to `create`. */
const aSecond = () => sleep(1_000);

const tablesOf = ({ tables }: Emulator): Change => ({
	parameters: { watch: 'tables', tables: [tables.tasks.id, tables.contacts.id] },
});

const REPUBLISHED: Array<[string, (emulator: Emulator) => Change[]]> = [
	['renamed', () => [RENAMED]],
	['with an option changed', () => [OPTION_CHANGED]],
	['with its events changed', () => [EVENTS_CHANGED]],
	['watching tables instead', (emulator) => [tablesOf(emulator)]],
	['ten times in a row', () => Array<Change>(10).fill(OPTION_CHANGED)],
	[
		'in all these ways in a row',
		(emulator) => [RENAMED, EVENTS_CHANGED, OPTION_CHANGED, tablesOf(emulator), { name: 'Last' }],
	],
];

const BEFORE: Array<[string, (workflow: HostedWorkflow) => Promise<unknown>]> = [
	['by another process', (workflow) => workflow.moveToAnotherProcess()],
	['after a restart', (workflow) => fastForward(() => workflow.restart())],
	[
		'after a restart and without static data',
		async (workflow) => {
			await fastForward(() => workflow.restart());
			workflow.savedStaticData = '{}';
		},
	],
];

describe('a node republished', () => {
	it('at another address loses and repeats nothing: n8n has given it a webhookId', async () => {
		const { workflow, changes } = await running();
		const end = changes.trickle(100);
		await pass(1_000);
		await fastForward(() => workflow.republish({ webhookId: 'its-first' }, aSecond));
		await pass(1_000);
		end();
		await pass(MINUTE_MS);
		const tally = changes.tallyOf(workflow);
		expect(tally).toEqual(eachOnce(tally.changed));
		expect(tally.changed).toBeGreaterThan(10);
	});

	it.each(REPUBLISHED)('%s loses and repeats nothing of what goes on', async (_, republished) => {
		const { emulator, workflow, id, changes } = await running();
		const end = changes.trickle(100);
		await pass(1_000);
		for (const change of republished(emulator)) {
			await fastForward(() => workflow.republish(change, aSecond));
		}
		await pass(1_000);
		end();
		await pass(MINUTE_MS);
		const tally = changes.tallyOf(workflow);
		expect(tally).toEqual(eachOnce(tally.changed));
		expect(tally.changed).toBeGreaterThan(30);
		expect(onlyWebhookId(emulator)).toBe(id);
		expect(callsOf(emulator, 'CreateWebhook')).toBe(1);
		expect(callsOf(emulator, 'DeleteWebhook')).toBe(0);
	});

	it.each(EACH_WAY)(
		'%s looks within two seconds for what SmartSuite could not say meanwhile',
		async (_, change) => {
			const { emulator, workflow, changes } = await running({
				switches: { pingsRetryOn: 'never' },
			});
			await fastForward(() =>
				workflow.republish(change, async () => {
					changes.make(3);
					await emulator.pingsSettled();
				}),
			);
			expect(workflow.events).toEqual([]);
			await pass(2_000);
			expect(changes.tallyOf(workflow)).toEqual(eachOnce(3));
		},
	);

	it.each(
		EACH_WAY.flatMap(([how, change]) =>
			BEFORE.map(([when, before]) => ({ how, change, when, before })),
		),
	)('$how $when, before any ping, loses nothing', async ({ change, before }) => {
		const { emulator, workflow, id, changes } = await running();
		await workflow.stopTrigger();
		await before(workflow);
		await fastForward(() => workflow.republish(change, () => changes.make(2)));
		await workflow.startTrigger('update');
		await pass(MINUTE_MS);
		expect(changes.tallyOf(workflow)).toEqual(eachOnce(2));
		expect(onlyWebhookId(emulator)).toBe(id);
	});

	it('whose webhook somebody paused goes on with that, and with what it stored', async () => {
		const { emulator, workflow, id, changes } = await running();
		emulator.elsewhere.updateWebhook(id, { url: undefined });
		changes.make(2);
		await fastForward(() => workflow.republish(OPTION_CHANGED, () => changes.make(2)));
		await pass(MINUTE_MS);
		expect(changes.tallyOf(workflow)).toEqual(eachOnce(4));
		expect(emulator.webhooks).toMatchObject([{ id, status: 'active' }]);
	});
});
