import fc from 'fast-check';
import { sleep } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';
import type { Emulator } from '../emulator/index.mts';
import { fastForward, pass, stopTime } from './fast-forward.mts';
import { GRACE_MS } from './hosted-workflow.mts';
import { startN8n, type HostedWorkflow } from './n8n.mts';
import { byId, credentialFor, emulate } from './world.mts';

const FAILING = ['ListWebhooks', 'CreateWebhook', 'UpdateWebhook', 'DeleteWebhook'];
const FAULTS = ['reset-after', 'truncate', { status: 400, body: 'no' }] as const;

/** What may happen to a workflow, its n8n and its webhook, each as n8n or a person would do it. */
type Step = (workflow: HostedWorkflow, emulator: Emulator) => unknown;

const STEPS: Record<string, Step> = {
	publish: (workflow) => workflow.publish(),
	unpublish: (workflow) => workflow.unpublish(),
	wait: () => sleep(GRACE_MS + 1_000),
	restart: (workflow) => workflow.restart(),
	rename: (workflow) => workflow.republish({ name: `${workflow.node.name}+` }),
	'watch created': (workflow) => workflow.republish({ parameters: { events: ['RECORD_CREATED'] } }),
	'watch deleted': (workflow) => workflow.republish({ parameters: { events: ['RECORD_DELETED'] } }),
	'wipe static data': (workflow) => (workflow.savedStaticData = '{}'),
	// Paused it has no URL, and is told from other people's by static data alone: healed at once.
	'pause ours, restart': async (workflow, emulator) => {
		emulator.faults.clear();
		const own = ownOf(workflow, emulator).find(({ id }) => id === workflow.place.webhookId);
		if (own) emulator.elsewhere.updateWebhook(own.id, { url: undefined });
		await workflow.restart();
	},
	'delete ours': (workflow, emulator) => {
		const [own] = ownOf(workflow, emulator);
		if (own) emulator.elsewhere.deleteWebhook(own.id);
	},
	'make a second one': (workflow, emulator) => {
		const [own] = ownOf(workflow, emulator);
		if (own) emulator.elsewhere.createWebhook({ ...own });
	},
};

const ownOf = ({ webhookUrl }: HostedWorkflow, { webhooks }: Emulator) =>
	webhooks.filter(({ url }) => url === webhookUrl);

const step = fc.record({
	name: fc.constantFrom(...Object.keys(STEPS)),
	failing: fc.option(
		fc.record({ rpc: fc.constantFrom(...FAILING), fault: fc.constantFrom(...FAULTS) }),
		{
			freq: 4,
		},
	),
});

describe('after any sequence of what n8n and people do', () => {
	it('publishing leaves exactly one webhook of ours, unpublishing none, and all others as they were', async () => {
		stopTime();
		const emulator = await emulate();
		const credential = credentialFor(emulator);
		const n8n = await startN8n();
		await fc.assert(
			fc.asyncProperty(fc.array(step, { maxLength: 8 }), async (steps) => {
				emulator.reset();
				const workflow = n8n.host(credential, { solution: byId(emulator.solution.id) });
				const foreign = [`${workflow.webhookUrl}/other`, undefined].map((url) =>
					emulator.elsewhere.createWebhook({
						solutionId: emulator.solution.id,
						kinds: ['RECORD_CREATED', 'RECORD_UPDATED', 'RECORD_DELETED'],
						filter: { solution: {} },
						url,
					}),
				);
				for (const { name, failing } of steps) {
					if (failing) emulator.faults.next({ rpc: failing.rpc }, failing.fault);
					// n8n tries again, or the person does: here the next step does.
					await fastForward(async () => await STEPS[name]?.(workflow, emulator)).catch(() => {});
					emulator.faults.clear();
				}
				await fastForward(() => workflow.publish());
				await pass(GRACE_MS + 1_000);
				expect(ownOf(workflow, emulator)).toMatchObject([
					{ status: 'active', kinds: workflow.node.parameters.events },
				]);
				expect(workflow.place.webhookId).toBe(ownOf(workflow, emulator)[0]?.id);
				await workflow.leave();
				expect(emulator.webhooks).toEqual(foreign);
			}),
			{ numRuns: 25 },
		);
	});
});
