import { describe, expect, it, onTestFinished } from 'vitest';
import type { INodeExecutionData } from 'n8n-workflow';
import { processedData } from './processed-data.mts';
import { emulate, watching } from './world.mts';

const item = (event_id: string, more = {}): INodeExecutionData => ({ json: { event_id, ...more } });

async function published() {
	return await watching(await emulate());
}

describe('the execution', () => {
	it('drops the events that an earlier one had', async () => {
		const workflow = await published();
		const first = [item('w.1'), item('w.2')];
		expect(await workflow.run(first, '1')).toEqual(first);
		expect(await workflow.run([item('w.2'), item('w.3')], '2')).toEqual([item('w.3')]);
		expect(await workflow.run(first, '3')).toEqual([]);
	});

	it('knows events as the API gave them too, in either spelling', async () => {
		const workflow = await published();
		await workflow.run([item('w.1')], '1');
		const camel = { json: { eventId: 'w.1' } };
		expect(await workflow.run([camel], '2')).toEqual([]);
	});

	it('passes events without an id', async () => {
		const workflow = await published();
		const nameless = [{ json: { kind: 'RECORD_CREATED' } }, { json: { kind: 'RECORD_CREATED' } }];
		expect(await workflow.run(nameless, '1')).toEqual(nameless);
		expect(await workflow.run(nameless, '2')).toEqual(nameless);
	});

	it.each(['manual', 'retry'] as const)('passes everything in %s mode', async (mode) => {
		const workflow = await published();
		const items = [item('w.1'), item('w.2')];
		await workflow.run(items, '1');
		expect(await workflow.run(items, '2', mode)).toEqual(items);
	});

	it('passes everything when n8n cannot look, and says so', async () => {
		const workflow = await published();
		onTestFinished(() => void (processedData.isAway = false));
		const items = [item('w.1')];
		await workflow.run(items, '1');
		processedData.isAway = true;
		expect(await workflow.run(items, '2')).toEqual(items);
		const workflowId = `workflow-of-${workflow.node.id}`;
		expect(workflow.warnings).toEqual([
			{
				message: `SmartSuite Trigger cannot look for repeated events: The database is away (workflow ${workflowId})`,
				workflowId,
			},
		]);
	});

	it('passes its own events when it is run again', async () => {
		const workflow = await published();
		const items = [item('w.1'), item('w.2')];
		await workflow.run(items, '7');
		expect(await workflow.run(items, '7')).toEqual(items);
		expect(await workflow.run(items, '8')).toEqual([]);
	});

	it('remembers thousands of events, of each node its own', async () => {
		const [workflow, other] = [await published(), await published()];
		const items = Array.from({ length: 4_900 }, (_, n) => item(`w.${n}`));
		await workflow.run(items, '1');
		expect(await workflow.run(items, '2')).toEqual([]);
		expect((await other.run(items, '1')).length).toBe(4_900);
	});

	it('knows its events after the node was renamed', async () => {
		const workflow = await published();
		await workflow.run([item('w.1')], '1');
		await workflow.republish({ name: 'Renamed' });
		expect(await workflow.run([item('w.1')], '2')).toEqual([]);
	});
});
