import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { publishTrigger } from '../published-trigger.mts';
import { startQueueWorld, type QueueWorld } from '../queue-world.mts';

const SHOWN_WITHIN_MS = 60_000;

let world: QueueWorld;

beforeAll(async () => {
	const without = ['webhook processor 1', 'webhook processor 2'] as const;
	world = await startQueueWorld({ name: 'missing-package', without });
});

afterAll(() => world?.stop());

it('main shows which process lacks the package, once the workflow is published', async () => {
	const { client, emulator, logs, n8n } = world;
	const trigger = await publishTrigger(world);
	const executions = await client.waitForExecutions(
		trigger.id,
		(found) => found.length > 0,
		SHOWN_WITHIN_MS,
	);
	const at = n8n.url + trigger.path;
	const message = `The n8n process that answers at ${at} does not have the package n8n-nodes-smartsuite`;
	expect(executions).toMatchObject([{ status: 'error', error: message }]);
	const log = await readFile(join(logs, 'main.log'), 'utf8');
	expect(log).toContain(`SmartSuite Trigger reports: ${message}. Changes that SmartSuite reports`);

	// What a webhook processor of n8n answers then (docs/internals/n8n.md section 1.2).
	emulator.records.create(emulator.tables.tasks.id, { title: 'Not heard of' });
	await emulator.pingsSettled();
	expect(emulator.pings).toMatchObject([
		{ status: 400, responseBody: expect.stringContaining('Unrecognized node type') as string },
	]);
});
