import { afterAll, beforeAll, expect, it } from 'vitest';
import { createOwnWorkflow } from './own-workflow.mts';
import { byId, chain, node, noOp, smartSuiteNode } from './nodes.mts';
import { arrivedItems, ARRIVED } from './workflows.mts';
import { startWorld, type World } from './world.mts';

const DAY_MS = 86_400_000;
const RUNS_TIMEOUT_MS = 60_000;

let world: World;

beforeAll(async () => {
	world = await startWorld({ name: 'keep-alive-workflow' });
});

afterAll(() => world?.stop());

/** Keeps the webhooks of the solution alive, every few seconds where a person would say every day. */
function keepAliveWorkflow() {
	const { credential, emulator } = world;
	const interval = [{ field: 'seconds', secondsInterval: 4 }];
	return chain('Keep Alive', [
		node('Schedule', 'n8n-nodes-base.scheduleTrigger', {
			typeVersion: 1.2,
			parameters: { rule: { interval } },
		}),
		smartSuiteNode('Keep Alive', credential, {
			resource: 'webhook',
			operation: 'keepAlive',
			solution: byId(emulator.solution.id),
		}),
		noOp(ARRIVED),
	]);
}

/** Lets time pass as the next run ends: its last call is that for how the webhooks are afterwards. */
function passAfterARun(days: number): Promise<void> {
	const { clock, faults } = world.emulator;
	return new Promise((resolve) => {
		const meanwhile = () => clock.advance(days * DAY_MS).then(resolve);
		faults.next(
			{ rpc: 'ListEvents' },
			{ meanwhile: () => faults.next({ rpc: 'ListWebhooks' }, { meanwhile }) },
		);
	});
}

it('keeps a webhook alive for weeks that is no trigger’s, and revives it when it expired', async () => {
	const { client, emulator } = world;
	const { elsewhere, solution, tables } = emulator;
	const definition = { kinds: ['RECORD_CREATED' as const], filter: { solution: {} } };
	const url = 'http://127.0.0.1:9/changes';
	const { id } = elsewhere.createWebhook({ ...definition, solutionId: solution.id, url });
	// Nobody looks after this one.
	elsewhere.createWebhook({ ...definition, solutionId: tables.deals.solution });
	const workflowId = await createOwnWorkflow(world, keepAliveWorkflow());
	await client.publish(workflowId);

	for (let week = 0; week < 3; week++) await passAfterARun(6);
	expect(emulator.webhooks).toMatchObject([{ id, url, status: 'active' }]);
	await passAfterARun(8);
	expect(emulator.webhooks).toMatchObject([{ id, url, status: 'expired' }]);

	const runs = await client.waitForExecutions(
		workflowId,
		(found) => arrivedItems(found).some(({ revived }) => revived),
		RUNS_TIMEOUT_MS,
	);
	const items = arrivedItems(runs);
	const expected = [...items.keys()].map((index) => {
		const isLast = index === items.length - 1;
		const was = isLast ? 'expired' : 'active';
		return { webhook_id: id, url, alive: true, was, revived: isLast };
	});
	expect(items).toMatchObject(expected);
	expect(runs.every(({ status }) => status !== 'error')).toBe(true);
	expect(emulator.webhooks).toMatchObject([{ id, url, status: 'active' }]);
});
