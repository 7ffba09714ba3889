import { describe, expect, it } from 'vitest';
import type { Emulator, Fault } from '../emulator/index.mts';
import { callsOf, titlesOf } from './changes.mts';
import { fastForward, pass } from './fast-forward.mts';
import { GRACE_MS } from './hosted-workflow.mts';
import type { HostedWorkflow } from './n8n.mts';
import { published } from './republishing.mts';
import { byId, onlyWebhookId, ping } from './world.mts';

const MINUTE_MS = 60_000;

/** Other people's webhook in the same solution. */
const makeForeign = ({ elsewhere, solution }: Emulator) =>
	elsewhere.createWebhook({
		solutionId: solution.id,
		kinds: ['RECORD_CREATED'],
		filter: { solution: {} },
		url: 'https://elsewhere.example.com/',
	});

const wipe = (workflow: HostedWorkflow) => (workflow.savedStaticData = '{}');

describe('unpublishing', () => {
	it.each<[string, (workflow: HostedWorkflow, emulator: Emulator) => unknown]>([
		['as usual', () => {}],
		[
			'paused',
			(_, { elsewhere, webhooks }) =>
				elsewhere.updateWebhook(webhooks[0]?.id ?? '', { url: undefined }),
		],
		['without static data', wipe],
	])('leaves no webhook of ours and every other, %s', async (_, before) => {
		const { emulator, workflow } = await published();
		before(workflow, emulator);
		const foreign = makeForeign(emulator);
		await workflow.leave();
		expect(emulator.webhooks.map(({ id }) => id)).toEqual([foreign.id]);
		expect(workflow.place.webhookId).toBe(undefined);
		expect(workflow.warnings).toEqual([]);
	});

	it('leaves the webhook for a moment, in which n8n may publish again', async () => {
		const { emulator, workflow, id } = await published();
		await fastForward(() => workflow.unpublish());
		expect(workflow.staticData).toMatchObject({ leaving: id, live: { webhookId: id } });
		await pass(GRACE_MS - 1_000);
		expect(emulator.webhooks).toMatchObject([{ id, status: 'active' }]);
		await pass(2_000);
		expect(emulator.webhooks).toEqual([]);
		expect(callsOf(emulator, 'DeleteWebhook')).toBe(1);
	});

	it('deletes a webhook that neither static data nor memory knows', async () => {
		const { emulator, workflow } = await published();
		wipe(workflow);
		await workflow.moveToAnotherProcess();
		await workflow.leave();
		expect(emulator.webhooks).toEqual([]);
	});

	it('takes a webhook that is gone already for done', async () => {
		const { emulator, workflow, id } = await published();
		emulator.elsewhere.deleteWebhook(id);
		await workflow.leave();
		expect(workflow.place.webhookId).toBe(undefined);
		expect(workflow.warnings).toEqual([]);
	});

	it('takes a solution that is gone for done', async () => {
		const { workflow } = await published();
		workflow.node.parameters.solution = byId('gone');
		await workflow.leave();
		expect(workflow.place.webhookId).toBe(undefined);
	});

	it('starts nothing any more, whatever changes and whoever pings', async () => {
		const { workflow, id, changes } = await published();
		changes.make(1);
		await pass(1_000);
		await fastForward(() => workflow.unpublish());
		changes.make(2);
		await pass(GRACE_MS + 1_000);
		changes.make(2);
		await pass(MINUTE_MS);
		expect(titlesOf(workflow)).toEqual(['1']);
		// n8n remembers for a while which paths it serves.
		workflow.isPublished = true;
		const answer = await fastForward(() => ping(workflow, { webhookId: id }));
		expect(answer).toEqual({ status: 200, body: '' });
		await pass(2 * MINUTE_MS);
		expect(titlesOf(workflow)).toEqual(['1']);
	});

	it('and publishing again starts with what happens from then on', async () => {
		const { emulator, workflow, changes } = await published();
		changes.make(1);
		await pass(1_000);
		await workflow.leave();
		changes.make(1);
		await fastForward(() => workflow.publish());
		changes.make(1);
		await pass(MINUTE_MS);
		expect(titlesOf(workflow)).toEqual(['1', '3']);
		expect(emulator.webhooks).toMatchObject([{ url: workflow.webhookUrl, status: 'active' }]);
	});
});

describe('while SmartSuite does not work, unpublishing', () => {
	it('does not say so to n8n, which could only give up', async () => {
		const { emulator, workflow } = await published();
		emulator.faults.next({ rpc: 'ListWebhooks' }, { status: 500 });
		await workflow.leave();
		await pass(MINUTE_MS);
		expect(emulator.webhooks).toEqual([]);
	});

	it.each([500, 503])('tries again by itself after %i, and logs it', async (status) => {
		const { emulator, workflow, id } = await published();
		emulator.faults.next({ rpc: 'DeleteWebhook' }, { status });
		await workflow.leave();
		expect(emulator.webhooks).toMatchObject([{ id }]);
		await pass(MINUTE_MS);
		expect(emulator.webhooks).toEqual([]);
		expect(callsOf(emulator, 'DeleteWebhook')).toBe(2);
		const workflowId = `workflow-of-${workflow.node.id}`;
		expect(workflow.warnings).toEqual([
			{
				message: `SmartSuite Trigger cannot delete its webhook: SmartSuite could not answer (HTTP ${status}). It is tried again until it works (workflow ${workflowId}, webhook ${id})`,
				workflowId,
				webhookId: id,
			},
		]);
	});

	it.each<[string, Fault, number]>([
		['answering 503 for ten minutes', { status: 503 }, 10],
		['resetting connections for two hours', 'reset', 120],
		['refusing all calls for an hour', { status: 429 }, 60],
		['not answering for ten minutes', 'hang', 10],
	])('deletes the webhook within minutes of the return of one %s', async (_, fault, minutes) => {
		const { emulator, workflow } = await published();
		emulator.faults.next({}, fault, Infinity);
		await workflow.leave();
		await pass(minutes * MINUTE_MS);
		emulator.faults.clear();
		await pass(3 * MINUTE_MS);
		expect(emulator.webhooks).toEqual([]);
		expect(workflow.warnings.length).toBe(1);
	});

	it('names the webhook that stays where the credential is gone', async () => {
		const { emulator, workflow, id } = await published();
		workflow.credential.isGone = true;
		await workflow.leave();
		await pass(MINUTE_MS);
		expect(emulator.webhooks).toMatchObject([{ id }]);
		expect(workflow.warnings.at(-1)).toMatchObject({
			message: expect.stringContaining('It stays at SmartSuite') as string,
			webhookId: id,
		});
	});

	it('leaves what publishing again replaces, from when on each change comes once', async () => {
		const { emulator, workflow, id, changes } = await published();
		emulator.faults.next({ rpc: 'DeleteWebhook' }, { status: 500 }, 3);
		await workflow.leave();
		await pass(MINUTE_MS);
		changes.make(1);
		await pass(1_000);
		await fastForward(() => workflow.publish());
		changes.make(2);
		await pass(MINUTE_MS);
		expect(titlesOf(workflow)).toEqual(['2', '3']);
		expect(onlyWebhookId(emulator)).not.toBe(id);
	});
});
