import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { publishTrigger, type PublishedTrigger } from '../published-trigger.mts';
import { startQueueWorld, type ProcessName, type QueueWorld } from '../queue-world.mts';
import { startReceiver, type Receiver } from '../receiver.mts';
import { EACH_ONCE, note } from '../tally.mts';
import { createOver } from './trickle.mts';

const CHANGES = 2_000;
const OVER_MS = 30_000;
const KILLED: ProcessName[] = ['webhook processor 1', 'worker 1', 'main'];
/**
 * The two webhook processors learn of each other by being refused: each twice in an hour at most
 * (test/unit/pacer-crowd.test.mts, where the hour passes on a virtual clock).
 */
const MOST_REFUSALS = 4;
/** More than n8n remembers ids of by default. */
const HISTORY = 6_000;
/** A worker that is killed runs its execution again, whatever of that had gone out already. */
const MOST_TWICE = 1_000;
/** The same code as a person would write: a counter of runs. */
const COUNTING = `const data = $getWorkflowStaticData('global');
data.runs = (data.runs ?? 0) + 1;
return $input.all();`;

let world: QueueWorld;
let receiver: Receiver;

beforeAll(async () => {
	receiver = await startReceiver();
	world = await startQueueWorld({ name: 'queue' });
});

afterAll(async () => {
	await world?.stop();
	await receiver?.stop();
});

beforeEach(() => {
	world.emulator.reset();
	world.emulator.switches.duplicatePings = 0.3;
	receiver.deliveries.length = 0;
});

/** Publishes a workflow and has it used, so that no process need learn anything more. */
async function publishUsed(code?: string): Promise<PublishedTrigger> {
	const trigger = await publishTrigger(world, { code, receiverUrl: receiver.url });
	await createOver(world.emulator, 4, 8_000);
	await trigger.arrived(4);
	await world.emulator.pingsSettled();
	trigger.forgetCalls();
	return trigger;
}

/** What the system behind the workflow got of these events; n8n's own records show no second run. */
function delivered(changed: string[]) {
	const ids = receiver.deliveries.flat();
	const distinct = new Set(ids);
	const lost = changed.filter((id) => !distinct.has(id)).length;
	return { lost, twice: ids.length - distinct.size };
}

describe('queue mode with two workers, two webhook processors and a third of the pings doubled', () => {
	it.each([
		['nothing else happens', undefined],
		['a Code node writes static data', COUNTING],
	])('delivers 2,000 changes in 30 s once each while %s', async (_, code) => {
		const trigger = await publishUsed(code);
		await createOver(world.emulator, CHANGES, OVER_MS);
		const tally = await trigger.tally();
		expect(tally).toMatchObject(EACH_ONCE);
		expect(tally.throttled).toBeLessThanOrEqual(MOST_REFUSALS);
		expect(delivered(trigger.changed)).toEqual({ lost: 0, twice: 0 });
	});

	it('handles no history again after every process was restarted, though a Code node writes static data', async () => {
		const trigger = await publishUsed(COUNTING);
		const { records, switches, tables } = world.emulator;
		switches.lostPings = 1;
		for (let n = 1; n < HISTORY; n++) records.create(tables.tasks.id, { title: `Task ${n}` });
		switches.lostPings = 0;
		records.create(tables.tasks.id, { title: 'The one that is told of' });
		await trigger.arrived(HISTORY);
		for (const process of Object.values(world.processes)) await process.restart({ kill: true });
		await world.client.untilPublished(trigger.id);
		records.create(tables.tasks.id, { title: 'After the restart' });
		const tally = await trigger.tally();
		expect(tally).toMatchObject(EACH_ONCE);
		expect(delivered(trigger.changed)).toEqual({ lost: 0, twice: 0 });
	});

	it('loses nothing while one process after the other is killed', async () => {
		const trigger = await publishUsed();
		const changing = createOver(world.emulator, CHANGES, OVER_MS);
		for (const name of KILLED) await world.processes[name].restart({ kill: true });
		await changing;
		await world.client.untilPublished(trigger.id);
		const tally = await trigger.tally();
		const atReceiver = delivered(trigger.changed);
		await note(atReceiver);
		expect(tally).toMatchObject({ lost: 0, disordered: 0 });
		expect(atReceiver).toMatchObject({ lost: 0 });
		expect(atReceiver.twice).toBeLessThanOrEqual(MOST_TWICE);
		expect(tally.throttled).toBeLessThanOrEqual(MOST_REFUSALS);
	});
});
