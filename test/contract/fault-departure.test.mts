import { sleep } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';
import { callsOf, changesIn, eachOnce, titlesOf } from './changes.mts';
import { fastForward, pass, passUntil, stopTime } from './fast-forward.mts';
import { GRACE_MS } from './hosted-workflow.mts';
import type { HostedWorkflow } from './n8n.mts';
import { byId, emulate, onlyWebhookId, watching } from './world.mts';

const MINUTE_MS = 60_000;

type World = Awaited<ReturnType<typeof published>>;

async function published() {
	stopTime();
	const emulator = await emulate();
	const workflow = await watching(emulator);
	const id = onlyWebhookId(emulator);
	const inSolution = (index: number) => ({
		parameters: { solution: byId(emulator.solutions[index]?.id ?? '') },
	});
	return { emulator, workflow, id, inSolution, changes: changesIn(emulator) };
}

/** From here on there is one webhook, and each change arrives once. */
async function expectOneThatDelivers({ emulator, workflow, changes }: World): Promise<void> {
	changes.make(2);
	await pass(MINUTE_MS);
	expect(changes.tallyOf(workflow)).toEqual(eachOnce(2));
	expect(emulator.webhooks).toMatchObject([{ url: workflow.webhookUrl, status: 'active' }]);
}

describe('a workflow published in another process', () => {
	it.each([
		['within the moment', GRACE_MS - 3_000],
		['right after the moment', GRACE_MS + 1_000],
	])('%s that its webhook outlives unpublishing gets one that stays', async (_, waitMs) => {
		const { emulator, workflow, id, changes } = await published();
		changes.make(1);
		await pass(1_000);
		await fastForward(() => workflow.unpublish());
		await pass(waitMs);
		await workflow.moveToAnotherProcess();
		await fastForward(() => workflow.publish());
		changes.make(2);
		await pass(MINUTE_MS);
		changes.make(1);
		await pass(MINUTE_MS);
		expect(changes.tallyOf(workflow)).toEqual(eachOnce(4));
		expect(emulator.webhooks).toMatchObject([{ url: workflow.webhookUrl, status: 'active' }]);
		expect(onlyWebhookId(emulator)).not.toBe(id);
		expect(workflow.warnings).toEqual([]);
	});

	it('after the first was killed in that moment has one webhook, too', async () => {
		const world = await published();
		const { workflow } = world;
		await fastForward(() => workflow.unpublish());
		await fastForward(() => workflow.restart());
		await pass(MINUTE_MS);
		await expectOneThatDelivers(world);
	});
});

describe('publishing again', () => {
	it('while the webhook is being deleted leaves exactly one', async () => {
		const world = await published();
		const { emulator, workflow, id } = world;
		await fastForward(() => workflow.unpublish());
		let publishing = Promise.resolve();
		// Not awaited: it waits for the deletion itself.
		const meanwhile = () => void (publishing = workflow.publish());
		emulator.faults.next({ rpc: 'DeleteWebhook' }, { meanwhile });
		await pass(GRACE_MS + 1_000);
		await fastForward(() => publishing);
		await expectOneThatDelivers(world);
		expect(onlyWebhookId(emulator)).not.toBe(id);
		expect(callsOf(emulator, 'CreateWebhook')).toBe(2);
	});

	it('under another name, while the webhook is slow to go, leaves exactly one', async () => {
		const world = await published();
		const { emulator, workflow } = world;
		emulator.faults.next({ rpc: 'DeleteWebhook' }, { status: 503 });
		await fastForward(() => workflow.unpublish());
		await passUntil(() => callsOf(emulator, 'DeleteWebhook') === 1);
		workflow.node.name = 'Renamed';
		await fastForward(() => workflow.publish());
		await pass(MINUTE_MS);
		await expectOneThatDelivers(world);
	});

	it.each(['before the second try', 'during the second try'])(
		'after the webhook could not be deleted, %s, leaves exactly one',
		async (when) => {
			const world = await published();
			const { emulator, workflow } = world;
			await fastForward(() => workflow.unpublish());
			emulator.faults.next({ rpc: 'DeleteWebhook' }, { status: 500 });
			await pass(GRACE_MS + 1_000);
			let publishing = Promise.resolve();
			const publish = () => void (publishing = workflow.publish());
			if (when === 'before the second try') publish();
			else emulator.faults.next({ rpc: 'DeleteWebhook' }, { meanwhile: publish });
			await pass(4 * GRACE_MS);
			await fastForward(() => publishing);
			await expectOneThatDelivers(world);
		},
	);
});

/** An execution that began then may put static data back to it later (docs/internals/n8n.md section 1.6). */
describe('static data that says that the webhook is leaving, which it no longer is,', () => {
	it.each<
		[string, (workflow: HostedWorkflow) => unknown, ((workflow: HostedWorkflow) => unknown)?]
	>([
		['in the same process', () => {}],
		['before a restart', () => {}, (workflow) => workflow.restart()],
		['after a restart', (workflow) => workflow.restart()],
		['in a process that only serves pings', (workflow) => workflow.moveToAnotherProcess()],
	])('costs no event %s', async (_, before, after = () => {}) => {
		const { emulator, workflow, changes } = await published();
		changes.make(1);
		await pass(1_000);
		let ofThatMoment = '';
		const remember = () => (ofThatMoment = workflow.savedStaticData);
		await fastForward(() => workflow.republish({ parameters: { simplify: true } }, remember));
		await pass(10 * MINUTE_MS);
		await fastForward(async () => await before(workflow));
		workflow.savedStaticData = ofThatMoment;
		workflow.serving = 'nothing';
		changes.make(2);
		await pass(1_000);
		await fastForward(async () => await after(workflow));
		workflow.serving = 'webhooks';
		await pass(10 * MINUTE_MS);
		changes.make(1);
		await pass(10 * MINUTE_MS);
		expect(changes.tallyOf(workflow)).toEqual(eachOnce(4));
		expect(emulator.webhooks).toMatchObject([{ url: workflow.webhookUrl, status: 'active' }]);
	});
});

describe('a node republished with another solution', () => {
	it.each([
		['at once', 0],
		['at the third attempt', 2],
	])('%s has one webhook, in that', async (_, failures) => {
		const { emulator, workflow, id, inSolution } = await published();
		const [, second] = emulator.solutions;
		if (failures > 0) emulator.faults.next({ rpc: 'CreateWebhook' }, { status: 400 }, failures);
		await fastForward(() => workflow.republish(inSolution(1), () => sleep(1_000)));
		await pass(GRACE_MS + 1_000);
		expect(emulator.webhooks).toMatchObject([
			{ solutionId: second?.id, url: workflow.webhookUrl, status: 'active' },
		]);
		emulator.records.create(emulator.tables.deals.id, { title: 'of the second' });
		await pass(MINUTE_MS);
		expect(titlesOf(workflow)).toEqual(['of the second']);
		expect(onlyWebhookId(emulator)).not.toBe(id);
	});

	it('and back in a moment goes on with its first webhook', async () => {
		const { emulator, workflow, id, inSolution, changes } = await published();
		const end = changes.trickle(100);
		await fastForward(() => workflow.republish(inSolution(1)));
		await fastForward(() => workflow.republish(inSolution(0)));
		end();
		await pass(MINUTE_MS);
		const tally = changes.tallyOf(workflow);
		expect(tally).toEqual(eachOnce(tally.changed));
		expect(onlyWebhookId(emulator)).toBe(id);
	});

	it('starts no more with changes in the first', async () => {
		const { emulator, workflow, inSolution } = await published();
		await fastForward(() => workflow.republish(inSolution(1)));
		emulator.records.create(emulator.tables.tasks.id, { title: 'of the first' });
		await pass(1_000);
		emulator.records.create(emulator.tables.deals.id, { title: 'of the second' });
		await pass(MINUTE_MS);
		expect(titlesOf(workflow)).toEqual(['of the second']);
	});
});
