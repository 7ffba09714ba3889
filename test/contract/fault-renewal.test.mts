import { describe, expect, it } from 'vitest';
import { fastForward, pass } from './fast-forward.mts';
import type { HostedWorkflow } from './n8n.mts';
import { draft } from './republishing.mts';
import { byId, onlyWebhookId } from './world.mts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

describe('a renewal under way', () => {
	/** Something that happens while the renewal waits for an answer. */
	async function renewing(meanwhile: (workflow: HostedWorkflow) => Promise<unknown>, rpc: string) {
		const { emulator, workflow, changes } = await draft();
		await fastForward(() => workflow.publish());
		await workflow.startTrigger('activate');
		await pass(MINUTE_MS);
		// Somebody paused it, so that the renewal has something to write.
		emulator.elsewhere.updateWebhook(onlyWebhookId(emulator), { url: undefined });
		let done: Promise<unknown> = Promise.resolve();
		const begin = () => void (done = meanwhile(workflow));
		emulator.faults.next({ rpc }, { meanwhile: begin });
		for (let hour = 0; hour < 24; hour++) workflow.tick?.();
		await pass(MINUTE_MS);
		await fastForward(() => done);
		await pass(5 * MINUTE_MS);
		return { emulator, workflow, changes };
	}

	it.each(['ListWebhooks', 'UpdateWebhook'])(
		'leaves the newest publication as it is (%s)',
		async (rpc) => {
			const { emulator, workflow } = await renewing(
				(workflow) => workflow.republish({ parameters: { events: ['RECORD_DELETED'] } }),
				rpc,
			);
			await workflow.stopTrigger();
			expect(emulator.webhooks).toMatchObject([
				{ kinds: ['RECORD_DELETED'], url: workflow.webhookUrl, status: 'active' },
			]);
		},
	);

	it.each(['ListWebhooks', 'UpdateWebhook'])(
		'makes nothing for a workflow that is unpublished (%s)',
		async (rpc) => {
			const { emulator } = await renewing(async (workflow) => {
				await workflow.stopTrigger();
				await workflow.unpublish();
			}, rpc);
			expect(emulator.webhooks).toEqual([]);
		},
	);
});

describe('something watched that is deleted at SmartSuite', () => {
	it.each([
		['a table', 'tables'],
		['a field', 'fields'],
		['the table of a field', 'fields'],
	] as const)('(%s) is shown at the next renewal, and then once a day', async (what, watch) => {
		const { emulator, workflow } = await draft();
		const { tasks, contacts } = emulator.tables;
		const chosen =
			watch === 'tables'
				? { watch, tables: [tasks.id, contacts.id] }
				: { watch, table: byId(tasks.id), fields: ['status'] };
		workflow.node.parameters = { ...workflow.node.parameters, ...chosen };
		await fastForward(() => workflow.publish());
		await workflow.startTrigger('activate');
		await pass(DAY_MS);
		for (let hour = 0; hour < 24; hour++) workflow.tick?.();
		await pass(MINUTE_MS);
		expect(workflow.failures).toEqual([]);
		if (what === 'a field') emulator.elsewhere.removeField(tasks.id, 'status');
		else emulator.elsewhere.removeTable(tasks.id);
		for (let day = 1; day <= 2; day++) {
			await hourly(workflow, 24);
			expect(workflow.failures.length).toBe(day);
		}
		await workflow.stopTrigger();
		expect(workflow.failures[0]).toMatchObject({
			message: expect.stringContaining('watches what is gone: ') as string,
			description: expect.stringContaining('choose anew what to watch') as string,
		});
	});

	it('is shown once a day where the webhook is renewed each hour', async () => {
		const { emulator, workflow } = await draft();
		const { tasks } = emulator.tables;
		const chosen = { watch: 'fields', table: byId(tasks.id), fields: ['status'] };
		const options = { pullInterval: 0, keepAliveHours: 1 };
		workflow.node.parameters = { ...workflow.node.parameters, ...chosen, options };
		await fastForward(() => workflow.publish());
		await workflow.startTrigger('activate');
		emulator.elsewhere.removeField(tasks.id, 'status');
		await hourly(workflow, 24);
		expect(workflow.failures.length).toBe(1);
		await hourly(workflow, 24);
		await workflow.stopTrigger();
		expect(workflow.failures.length).toBe(2);
	});
});

describe('two troubles on one day', () => {
	it('are both shown: readings that fail, then renewals that fail', async () => {
		const { emulator, workflow, changes } = await draft();
		await fastForward(() => workflow.publish());
		await workflow.startTrigger('activate');
		await pass(MINUTE_MS);
		emulator.faults.next({ rpc: 'ListEvents' }, { status: 500 }, Infinity);
		changes.make(1);
		await hourly(workflow, 3);
		expect(workflow.failures).toMatchObject([
			{ message: expect.stringContaining('cannot be read') as string },
		]);
		emulator.faults.next({ rpc: 'ListWebhooks' }, { status: 500 }, Infinity);
		await hourly(workflow, 26);
		await workflow.stopTrigger();
		const renewal = expect.stringContaining('cannot renew its webhook') as string;
		expect(workflow.failures).toContainEqual(expect.objectContaining({ message: renewal }));
	});
});

async function hourly(workflow: HostedWorkflow, hours: number): Promise<void> {
	for (let hour = 0; hour < hours; hour++) {
		await pass(HOUR_MS);
		workflow.tick?.();
	}
	await pass(MINUTE_MS);
}
