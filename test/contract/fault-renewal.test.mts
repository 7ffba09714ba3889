import { describe, expect, it } from 'vitest';
import { fastForward, pass } from './fast-forward.mts';
import type { HostedWorkflow } from './n8n.mts';
import { draft } from './republishing.mts';
import { byId, onlyWebhookId } from './world.mts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

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
			for (let hour = 0; hour < 24; hour++) workflow.tick?.();
			await pass(MINUTE_MS);
			expect(workflow.failures.length).toBe(day);
		}
		await workflow.stopTrigger();
		expect(workflow.failures[0]).toMatchObject({
			message: expect.stringContaining('watches what is gone: ') as string,
			description: expect.stringContaining('choose anew what to watch') as string,
		});
	});
});
