import { describe, expect, it } from 'vitest';
import { emulate, ping, watching } from './world.mts';

describe('a ping that is not ours', () => {
	it.each([
		['no webhook', { locator: {} }],
		['an id that is no text', { webhookId: { $ne: '' } }],
		['a list', []],
		['a word', '"hello"'],
		['nothing', 'null'],
		['1 MB of junk', { junk: 'x'.repeat(1_000_000) }],
	])('naming %s costs no call and starts nothing', async (_, body) => {
		const emulator = await emulate();
		const workflow = await watching(emulator);
		emulator.records.create(emulator.tables.tasks.id, {});
		await emulator.pingsSettled();
		const callsBefore = emulator.calls.length;
		expect(await ping(workflow, body)).toEqual({ status: 200, body: '' });
		expect(emulator.calls.length).toBe(callsBefore);
		expect(workflow.executions.length).toBe(1);
	});

	it('is asked about at SmartSuite once a minute at most, and starts nothing', async () => {
		const emulator = await emulate();
		const workflow = await watching(emulator);
		const callsBefore = emulator.calls.length;
		const flood = (prefix: string) =>
			Array.from({ length: 250 }, (_, n) => ping(workflow, { webhookId: `${prefix}-${n}` }));
		const answers = await Promise.all([...flood('one'), ...flood('two')]);
		expect(answers.filter(({ body }) => body !== '')).toEqual([]);
		expect(emulator.calls.slice(callsBefore).map(({ rpc }) => rpc)).toEqual(['ListWebhooks']);
		expect(workflow.executions).toEqual([]);

		emulator.records.create(emulator.tables.tasks.id, { title: 'Ours' });
		await emulator.pingsSettled();
		expect(workflow.events).toMatchObject([{ record: { title: 'Ours' } }]);
	});
});
