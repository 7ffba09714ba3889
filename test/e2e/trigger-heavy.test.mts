import { afterAll, beforeAll, expect, it } from 'vitest';
import { publishTrigger } from './published-trigger.mts';
import { idsOf, note, ONCE } from './tally.mts';
import { startWorld, type World } from './world.mts';

const UPDATES = 400;
const TEXT = 400_000;
/** A SmartDoc of this length, beside everything else of the event. */
const MOST_OF_AN_EXECUTION = 25;

let world: World;

beforeAll(async () => {
	world = await startWorld({
		name: 'trigger-heavy',
		env: { NODE_OPTIONS: '--max-old-space-size=1024' },
	});
});

afterAll(() => world?.stop());

it('delivers 400 updates of 400 KB each in executions that n8n can bear', async () => {
	const { emulator, n8n } = world;
	const { records, tables } = emulator;
	const trigger = await publishTrigger(world);
	const record = records.create(tables.tasks.id, { title: 'A long document' });
	await trigger.arrived(1);
	const { pid } = n8n.server;

	for (let n = 0; n < UPDATES; n++) {
		const description = `${n} ${'x'.repeat(TEXT)}`;
		records.update(tables.tasks.id, record.id, { description });
	}

	const tally = await trigger.tally();
	const sizes = (await trigger.executions()).map((one) => idsOf([one]).length);
	await note({ sizes });
	expect(tally).toMatchObject({ ...ONCE, events: UPDATES + 1, failed: 0 });
	expect(Math.max(...sizes)).toBeLessThanOrEqual(MOST_OF_AN_EXECUTION);
	expect(n8n.server.pid).toBe(pid);
});
