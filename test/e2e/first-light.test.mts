import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { hasEnded } from './executions.mts';
import { filesOfN8nHolding } from './files.mts';
import { publishTrigger } from './published-trigger.mts';
import { until } from './until.mts';
import { arrivedItems } from './workflows.mts';
import { startWorld, type World } from './world.mts';

const ARRIVAL_TIMEOUT_MS = 30_000;

const token = `token-${randomUUID()}`;
let world: World;

beforeAll(async () => {
	// With debug messages: none of those may hold the token either.
	world = await startWorld({
		name: 'first-light',
		emulator: { token },
		env: { N8N_LOG_LEVEL: 'debug' },
	});
});

afterAll(() => world?.stop());

/** All that the workflow received, once every ping is answered and at least `count` items came. */
async function arrivals(workflowId: string, count: number) {
	await world.emulator.pingsSettled();
	const executions = await world.client.waitForExecutions(
		workflowId,
		(found) => found.every(hasEnded) && arrivedItems(found).length >= count,
		ARRIVAL_TIMEOUT_MS,
	);
	return arrivedItems(executions).map(({ kind, record_id }) => ({ kind, record_id }));
}

it('delivers three different events for three pings in turn', async () => {
	const { records, tables } = world.emulator;
	const { id: workflowId } = await publishTrigger(world);

	const { id: record_id } = records.create(tables.tasks.id, { title: 'Call the printer' });
	await arrivals(workflowId, 1);
	records.update(tables.tasks.id, record_id, { status: 'complete' });
	await arrivals(workflowId, 2);
	records.delete(tables.tasks.id, record_id);

	expect(await arrivals(workflowId, 3)).toEqual([
		{ kind: 'RECORD_CREATED', record_id },
		{ kind: 'RECORD_UPDATED', record_id },
		{ kind: 'RECORD_DELETED', record_id },
	]);
});

it.each([
	['restarted', false],
	['killed and started', true],
])('repeats no event when n8n is %s between two pings', async (_, kill) => {
	const { records, tables } = world.emulator;
	const { id: workflowId } = await publishTrigger(world);

	const { id: record_id } = records.create(tables.tasks.id, { title: 'Before' });
	await arrivals(workflowId, 1);
	await world.n8n.restart({ kill });
	await world.client.untilPublished(workflowId);
	records.update(tables.tasks.id, record_id, { title: 'After' });

	expect(await arrivals(workflowId, 2)).toEqual([
		{ kind: 'RECORD_CREATED', record_id },
		{ kind: 'RECORD_UPDATED', record_id },
	]);
});

it('leaves no webhook at SmartSuite when the workflow is unpublished', async () => {
	const trigger = await publishTrigger(world);
	expect(trigger.webhooks).toHaveLength(1);

	await world.client.unpublish(trigger.id);

	// It outlives unpublishing by a few seconds, in case that is the first half of publishing again.
	await until('its webhook to go', ARRIVAL_TIMEOUT_MS, () => !trigger.webhooks[0] || undefined);
});

it('writes the token nowhere: no log, execution, static data or other file of n8n', async () => {
	const { records, tables } = world.emulator;
	const { id: workflowId } = await publishTrigger(world);
	records.create(tables.tasks.id, { title: 'Known to the database' });
	await arrivals(workflowId, 1);

	expect(await filesOfN8nHolding('Known to the database', world)).not.toEqual([]);
	expect(await filesOfN8nHolding(token, world)).toEqual([]);
});
