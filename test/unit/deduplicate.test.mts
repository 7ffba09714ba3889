import type { IDataObject } from 'n8n-workflow';
import { describe, expect, it, vi } from 'vitest';

import { withoutProcessed } from '../../nodes/SmartSuite/trigger/deduplicate.ts';
import { stateOf } from '../../nodes/SmartSuite/trigger/state.ts';
import { events, executionOf, itemsOf, memory } from './execution.mts';
import type { Record } from './execution.mts';
import { fakeTime } from './fake-time.mts';

fakeTime();

/** Runs `execute` with these items; gives what passes, and what was logged. */
async function run(...[record, items, situation]: Parameters<typeof executionOf>) {
	const { context, logged } = executionOf(record, items, situation);
	const running = withoutProcessed(context);
	await vi.advanceTimersByTimeAsync(10_000);
	return { passed: await running, logged };
}

describe('the items of an execution', () => {
	it('are all new at first, and recorded with the execution for this node alone', async () => {
		const { asked, record } = memory();
		const items = events('w.1', 'w.2');
		expect(await run(record, items, { executionId: '7' })).toEqual({ passed: items, logged: [] });
		const forThisNode = ['node', { mode: 'entries', maxEntries: 5_746 }];
		expect(asked).toEqual([
			[['execution 7 0', 'w.1', 'w.2'], ...forThisNode],
			[['execution 7 0', 'execution 7 1', 'w.1', 'w.2'], ...forThisNode],
		]);
	});

	it('lack those that an earlier execution has had, and keep their order', async () => {
		const { record } = memory();
		await run(record, events('w.1', 'w.3'));
		const { passed } = await run(record, events('w.4', 'w.1', 'w.2', 'w.3'), { executionId: '2' });
		expect(passed).toEqual(events('w.4', 'w.2'));
	});

	it.each([
		{ as: 'simplified', of: (event_id: string) => ({ event_id, record: {} }) },
		{ as: 'as the API gives them', of: (event_id: string) => ({ event_id, kind: 1 }) },
		{ as: 'in camelCase', of: (eventId: string) => ({ eventId, kind: 1 }) },
	])('are known again $as', async ({ of }) => {
		const { record } = memory();
		await run(record, itemsOf(of('w.1')));
		const { passed } = await run(record, itemsOf(of('w.1'), of('w.2')), { executionId: '2' });
		expect(passed).toEqual(itemsOf(of('w.2')));
	});

	it.each<IDataObject>([{}, { event_id: '' }, { event_id: null }, { event_id: 7 }])(
		'pass always where they have no id to know them by: %j',
		async (json) => {
			const { record } = memory();
			const items = itemsOf(json, { ...json, kind: 'another' });
			for (const executionId of ['1', '2', '3']) {
				const { passed } = await run(record, items, { executionId });
				expect(passed).toEqual(items);
			}
		},
	);

	it('pass again when the same execution runs again, because its worker was lost', async () => {
		const { record } = memory();
		const items = events('w.1', 'w.2');
		await run(record, items, { executionId: '7' });
		expect((await run(record, items, { executionId: '7' })).passed).toEqual(items);
		expect((await run(record, items, { executionId: '8' })).passed).toEqual([]);
	});

	it('are left to other executions again when an execution runs again', async () => {
		const { record } = memory();
		await run(record, events('w.1', 'w.3'), { executionId: '7' });
		const items = events('w.1', 'w.2', 'w.3', 'w.4');
		const { passed } = await run(record, items, { executionId: '8' });
		expect(passed).toEqual(events('w.2', 'w.4'));
		expect((await run(record, items, { executionId: '8' })).passed).toEqual(passed);
		// To ask is to record: from then on all pass rather than none.
		expect((await run(record, items, { executionId: '8' })).passed).toEqual(items);
	});

	it.each(['webhook', 'trigger'])('are recorded in mode %s', async (mode) => {
		const { record } = memory();
		await run(record, events('w.1'), { mode });
		const { passed } = await run(record, events('w.1'), { mode, executionId: '2' });
		expect(passed).toEqual([]);
	});

	it.each(['manual', 'retry', 'integrated', 'cli', 'error', 'internal'])(
		'pass and are not recorded when a person means just these: mode %s',
		async (mode) => {
			const { asked, record } = memory();
			const items = events('w.1', 'w.1');
			expect(await run(record, items, { mode })).toEqual({ passed: items, logged: [] });
			expect(asked).toEqual([]);
		},
	);

	it('are looked for again, at longer intervals, while others undo what was recorded', async () => {
		const askedAt: number[] = [];
		const startedAt = performance.now();
		const record: Record = async (values) => {
			askedAt.push(performance.now() - startedAt);
			return await Promise.resolve({ new: values, processed: [] });
		};
		expect((await run(record, events('w.1'))).passed).toEqual(events('w.1'));
		expect(askedAt).toEqual([0, 100, 500, 900, 1_300]);
	});

	it('pass where the first recording fails, as it does beside that of another worker', async () => {
		const { asked, record } = memory();
		const failing = vi.fn(record).mockRejectedValueOnce(new Error('UNIQUE constraint failed'));
		const { passed, logged } = await run(failing, events('w.1'));
		expect([passed, logged, asked.length]).toEqual([events('w.1'), [], 2]);
		expect((await run(record, events('w.1'), { executionId: '2' })).passed).toEqual([]);
	});

	it('are compared once where one process takes all pings and runs all executions', async () => {
		const workflowId = 'workflow in one process';
		const { asked, record } = memory();
		stateOf(executionOf(record, [], { workflowId }).context).takesPings = true;
		await run(record, events('w.1'), { workflowId });
		expect(asked).toHaveLength(1);
		const { passed } = await run(record, events('w.1', 'w.2'), { workflowId, executionId: '2' });
		expect(passed).toEqual(events('w.2'));
	});

	it('are none where there are none', async () => {
		const { asked, record } = memory();
		expect(await run(record, [])).toEqual({ passed: [], logged: [] });
		expect(asked).toEqual([]);
	});

	it('pass when n8n cannot tell which are new: twice beats never', async () => {
		const items = events('w.1', 'w.2');
		const record = () => Promise.reject(new Error('database is locked'));
		expect(await run(record, items)).toEqual({
			passed: items,
			logged: [
				[
					'SmartSuite Trigger cannot look for repeated events: database is locked (workflow workflow 1)',
					{ workflowId: 'workflow 1' },
				],
			],
		});
	});
});
