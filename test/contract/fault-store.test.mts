import { sleep } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';
import { eachOnce, titlesOf } from './changes.mts';
import { fastForward, pass } from './fast-forward.mts';
import { running } from './republishing.mts';
import { used } from './situations.mts';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

/** A workflow that runs, whose pings hang up after a while and do not come again. */
async function runningWith(pingTimeoutMs: number) {
	const around = await running({ switches: { pingsRetryOn: 'never', pingTimeoutMs } });
	around.changes.make(1);
	await pass(5 * MINUTE_MS);
	return around;
}

async function restarted({ workflow }: Awaited<ReturnType<typeof running>>): Promise<void> {
	await workflow.stopTrigger();
	await fastForward(() => workflow.restart());
	await workflow.startTrigger();
	await pass(HOUR_MS);
}

describe('what n8n could not store is handed over again', () => {
	it.each([
		['the process goes on', false],
		['n8n is restarted', true],
	])(
		'after the ping hung up before there was anything to store, and %s',
		async (_, isRestarted) => {
			const around = await runningWith(5_000);
			const { emulator, workflow, changes } = around;
			emulator.faults.next({ rpc: 'ListEvents' }, { delayMs: 8_000 });
			workflow.cannotRun = true;
			changes.make(1);
			await pass(9_000);
			workflow.cannotRun = false;
			await pass(MINUTE_MS);
			if (isRestarted) await restarted(around);
			changes.make(1);
			await pass(HOUR_MS);
			expect(changes.tallyOf(workflow)).toEqual(eachOnce(3));
		},
	);

	it('after it was thought to wait for a slot, and n8n is restarted', async () => {
		const around = await runningWith(30_000);
		const { workflow, changes } = around;
		const slot = sleep(15_000).then(() => {
			throw new Error('The database is away');
		});
		slot.catch(() => {});
		workflow.slot = slot;
		changes.make(1);
		await pass(16_000);
		workflow.slot = Promise.resolve();
		await restarted(around);
		changes.make(1);
		await pass(HOUR_MS);
		expect(changes.tallyOf(workflow)).toEqual(eachOnce(3));
	});

	it.each([
		[
			'says so after ten seconds',
			async () => {
				await sleep(10_000);
				throw new Error('The database is away');
			},
		],
		['never says so, as up to n8n 2.20', () => new Promise<never>(() => {})],
	])('when it was handed over without a ping, and n8n %s', async (_, emit) => {
		const { emulator, workflow, changes } = await runningWith(10_000);
		workflow.fromItself = { status: 403 };
		const works = workflow.emit.bind(workflow);
		workflow.emit = emit;
		emulator.faults.next({ rpc: 'ListEvents' }, { status: 500 });
		changes.make(1);
		await pass(MINUTE_MS);
		workflow.emit = works;
		await pass(2 * HOUR_MS);
		changes.make(1);
		await pass(HOUR_MS);
		expect(changes.tallyOf(workflow)).toEqual(eachOnce(3));
	});

	it('where somebody stopped the execution while it waited for a slot: within two hours', async () => {
		const { workflow, changes } = await used({ pingTimeoutMs: 5_000 });
		// n8n never lets go of the ping then (concurrency-queue.js, remove).
		workflow.slot = new Promise(() => {});
		changes.make(1);
		await pass(MINUTE_MS);
		workflow.slot = Promise.resolve();
		changes.make(3);
		await pass(2 * HOUR_MS);
		expect(titlesOf(workflow)).toEqual(['1', '2', '3', '4', '5', '6', '7', '8']);
	});
});
