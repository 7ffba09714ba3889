import { describe, expect, it } from 'vitest';
import { twirpFault } from '../emulator/engine/twirp.mts';
import type { Fault } from '../emulator/index.mts';
import { callsOf, eachOnce, titlesOf } from './changes.mts';
import { fastForward, pass, passUntil } from './fast-forward.mts';
import type { HostedWorkflow } from './n8n.mts';
import { withHistory } from './situations.mts';
import { onlyWebhookId, ping } from './world.mts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** More than n8n's record holds at least. */
const MANY = 6_000;

/** The same workflow in an n8n with an empty database. */
async function moveToNewDatabase(workflow: HostedWorkflow): Promise<void> {
	workflow.savedStaticData = '{}';
	workflow.instanceId = 'another n8n';
	workflow.node = { ...workflow.node, id: `${workflow.node.id} imported` };
	await workflow.moveToAnotherProcess();
}

describe(`${MANY} changes that were handled are not handled again`, () => {
	it('whatever ListEvents answers for a while', { timeout: 120_000 }, async () => {
		const { emulator, workflow, changes } = await withHistory(MANY);
		const faults: Array<[Fault, number]> = [
			[twirpFault('deadline_exceeded'), 4],
			[twirpFault('canceled'), 8],
			[twirpFault('aborted'), 4],
			[twirpFault('failed_precondition'), 3],
			[{ status: 425 }, 4],
			[twirpFault('invalid_argument'), 1],
			[{ status: 418 }, 5],
		];
		for (const [fault, times] of faults) {
			emulator.faults.next({ rpc: 'ListEvents' }, fault, times);
			changes.make(1);
			await pass(10 * MINUTE_MS);
		}
		expect(changes.tallyOf(workflow)).toEqual(eachOnce(MANY + faults.length));
		// None was read again either.
		expect(callsOf(emulator, 'ListEvents')).toBeLessThan(MANY / 500 + 70);
	});

	it('when the page token is refused for good', { timeout: 120_000 }, async () => {
		const { emulator, workflow, changes } = await withHistory(MANY);
		const pageToken = workflow.place.pageToken ?? '';
		emulator.faults.next(
			{ rpc: 'ListEvents', pageToken },
			twirpFault('invalid_argument'),
			Infinity,
		);
		changes.make(1);
		await pass(10 * MINUTE_MS);
		expect(changes.tallyOf(workflow)).toEqual(eachOnce(MANY + 1));
	});

	it('when static data is wiped and every process restarted', { timeout: 120_000 }, async () => {
		const { workflow, changes } = await withHistory(MANY);
		workflow.savedStaticData = '{}';
		changes.make(1);
		await fastForward(() => workflow.restart());
		await workflow.startTrigger();
		await pass(10 * MINUTE_MS);
		await workflow.stopTrigger();
		expect(changes.tallyOf(workflow)).toEqual(eachOnce(MANY + 1));
	});
});

describe('history that nobody here knows is no news', () => {
	it('to a workflow that is published on a new n8n with the same address', async () => {
		const { emulator, workflow, changes } = await withHistory(1_200);
		const id = onlyWebhookId(emulator);
		const before = workflow.events.length;
		await moveToNewDatabase(workflow);
		await fastForward(() => workflow.publish());
		changes.make(2);
		await pass(10 * MINUTE_MS);
		expect(titlesOf(workflow).slice(before)).toEqual(['1201', '1202']);
		expect(onlyWebhookId(emulator)).toBe(id);
	});

	it('nor to one whose first ping comes before SmartSuite has answered the publication', async () => {
		const { emulator, workflow, changes } = await withHistory(60);
		const before = workflow.events.length;
		await moveToNewDatabase(workflow);
		const statuses: number[] = [];
		emulator.faults.next(
			{ rpc: 'UpdateWebhook' },
			{
				async meanwhile() {
					const { status } = await ping(workflow, { webhookId: onlyWebhookId(emulator) });
					statuses.push(status);
				},
			},
		);
		await fastForward(() => workflow.publish());
		changes.make(2);
		await pass(10 * MINUTE_MS);
		expect(statuses).toEqual([503]);
		expect(titlesOf(workflow).slice(before)).toEqual(['61', '62']);
	});

	it('nor to one whose change n8n was killed over', async () => {
		const { workflow, changes } = await withHistory(60);
		const before = workflow.events.length;
		await moveToNewDatabase(workflow);
		await fastForward(() => workflow.publish());
		changes.make(1);
		await pass(MINUTE_MS);
		// n8n begins each change of a published node with `delete`.
		await fastForward(() => workflow.unpublish());
		changes.make(1);
		await fastForward(() => workflow.restart());
		changes.make(1);
		await pass(10 * MINUTE_MS);
		expect(titlesOf(workflow).slice(before)).toEqual(['61', '62', '63']);
	});

	it(
		'beyond the ids that n8n remembers, where it is older by two days',
		{ timeout: 120_000 },
		async () => {
			const { workflow, changes } = await withHistory(6_000);
			await pass(4 * DAY_MS);
			changes.make(600);
			await passUntil(() => workflow.events.length === 6_600);
			workflow.savedStaticData = '{}';
			await fastForward(() => workflow.restart());
			await workflow.startTrigger();
			changes.make(1);
			await pass(10 * MINUTE_MS);
			await workflow.stopTrigger();
			expect(changes.tallyOf(workflow)).toEqual(eachOnce(6_601));
		},
	);
});
