import { describe, expect, it } from 'vitest';
import type { Emulator } from '../emulator/index.mts';
import { callsOf, changesIn, eachOnce, titlesOf } from './changes.mts';
import { fastForward, pass, stopTime } from './fast-forward.mts';
import { GRACE_MS } from './hosted-workflow.mts';
import type { HostedWorkflow } from './n8n.mts';
import { byId, emulate, onlyWebhookId, ping, watching } from './world.mts';

const MINUTE_MS = 60_000;

/** A published workflow, from whose beginning on time passes only as told. */
async function published() {
	stopTime();
	const emulator = await emulate();
	const workflow = await watching(emulator);
	return { emulator, workflow, id: onlyWebhookId(emulator), changes: changesIn(emulator) };
}

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
		expect(workflow.staticData.webhookId).toBe(undefined);
		expect(workflow.warnings).toEqual([]);
	});

	it('leaves the webhook for a moment, in which n8n may publish again', async () => {
		const { emulator, workflow, id } = await published();
		await fastForward(() => workflow.unpublish());
		expect(workflow.staticData).toEqual({ leaving: id, owner: expect.any(String) as string });
		await pass(GRACE_MS - 1_000);
		expect(emulator.webhooks).toMatchObject([{ id, status: 'active' }]);
		await pass(2_000);
		expect(emulator.webhooks).toEqual([]);
		expect(callsOf(emulator, 'DeleteWebhook')).toBe(1);
	});

	it('deletes at once a webhook that neither static data nor memory knows', async () => {
		const { emulator, workflow } = await published();
		wipe(workflow);
		await workflow.moveToAnotherProcess();
		await fastForward(() => workflow.unpublish());
		expect(emulator.webhooks).toEqual([]);
	});

	it('takes a webhook that is gone already for done', async () => {
		const { emulator, workflow, id } = await published();
		emulator.elsewhere.deleteWebhook(id);
		await workflow.leave();
		expect(workflow.staticData.webhookId).toBe(undefined);
		expect(workflow.warnings).toEqual([]);
	});

	it('takes a solution that is gone for done', async () => {
		const { workflow } = await published();
		workflow.node.parameters.solution = byId('gone');
		await workflow.leave();
		expect(workflow.staticData.webhookId).toBe(undefined);
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
	it('says so when the webhooks cannot be listed, so that n8n tries again', async () => {
		const { emulator, workflow, id } = await published();
		emulator.faults.next({ rpc: 'ListWebhooks' }, { status: 500 });
		await expect(workflow.unpublish()).rejects.toThrow('SmartSuite could not answer (HTTP 500)');
		expect(workflow.staticData).toMatchObject({ webhookId: id });
		await workflow.leave();
		expect(emulator.webhooks).toEqual([]);
	});

	it.each([
		[500, 1],
		// A 503 is tried four times before a call fails.
		[503, 4],
	])('tries again by itself to delete the webhook after %i, and logs it', async (status, times) => {
		const { emulator, workflow, id } = await published();
		emulator.faults.next({ rpc: 'DeleteWebhook' }, { status }, times);
		await workflow.leave();
		expect(emulator.webhooks).toMatchObject([{ id }]);
		await pass(MINUTE_MS);
		expect(emulator.webhooks).toEqual([]);
		expect(callsOf(emulator, 'DeleteWebhook')).toBe(times + 1);
		const workflowId = `workflow-of-${workflow.node.id}`;
		expect(workflow.warnings).toEqual([
			{
				message: `SmartSuite Trigger cannot delete its webhook: SmartSuite could not answer (HTTP ${status}) (workflow ${workflowId}, webhook ${id})`,
				workflowId,
				webhookId: id,
			},
		]);
	});

	it('gives up after three tries and leaves the webhook to expire', async () => {
		const { emulator, workflow, id } = await published();
		emulator.faults.next({ rpc: 'DeleteWebhook' }, { status: 500 }, Infinity);
		await workflow.leave();
		await pass(10 * MINUTE_MS);
		expect(callsOf(emulator, 'DeleteWebhook')).toBe(3);
		expect(workflow.warnings.map(({ webhookId }) => webhookId)).toEqual([id, id, id]);
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

describe('a test in the editor', () => {
	it('leaves no webhook at once, and that of the published workflow', async () => {
		const { emulator, workflow, id, changes } = await published();
		const stop = await fastForward(() => workflow.listen());
		expect(emulator.webhooks).toMatchObject([
			{ id, url: workflow.webhookUrl },
			{ url: workflow.webhookUrl.replace('/webhook/', '/webhook-test/'), status: 'active' },
		]);
		await fastForward(stop);
		expect(onlyWebhookId(emulator)).toBe(id);
		changes.make(2);
		await pass(MINUTE_MS);
		expect(changes.tallyOf(workflow)).toEqual(eachOnce(2));
	});

	it('does not keep the webhook of a workflow that is being unpublished', async () => {
		const { emulator, workflow } = await published();
		await fastForward(() => workflow.unpublish());
		const stop = await fastForward(() => workflow.listen());
		await pass(GRACE_MS + 1_000);
		expect(emulator.webhooks).toMatchObject([
			{ url: expect.stringContaining('/webhook-test/') as string },
		]);
		await fastForward(stop);
		expect(emulator.webhooks).toEqual([]);
	});
});
