import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';

import { withoutProcessed } from '../../nodes/SmartSuite/trigger/deduplicate.ts';

const itemsOf = (...list: IDataObject[]) => list.map((json) => ({ json }));
const events = (...ids: string[]) => itemsOf(...ids.map((event_id) => ({ event_id })));

/** What n8n remembers of one node, and what it was asked to. */
function memory() {
	const known = new Set<string>();
	const asked: unknown[] = [];
	const record = (values: string[], ...rest: unknown[]) => {
		asked.push([values, ...rest]);
		const processed = values.filter((value) => known.has(value));
		const fresh = values.filter((value) => !known.has(value));
		fresh.forEach((value) => known.add(value));
		return Promise.resolve({ new: fresh, processed });
	};
	return { asked, record };
}

type Record = ReturnType<typeof memory>['record'];

/** Runs `execute` with these items; gives what passes, and what was logged. */
async function run(
	record: Record,
	items: Array<{ json: IDataObject }>,
	{ executionId = '1', mode = 'webhook' } = {},
) {
	const logged: unknown[] = [];
	const context = {
		getInputData: () => items,
		getMode: () => mode,
		getExecutionId: () => executionId,
		getWorkflow: () => ({ id: 'workflow 1' }),
		logger: { warn: (...words: unknown[]) => logged.push(words) },
		helpers: { checkProcessedAndRecord: record },
	} as unknown as IExecuteFunctions;
	return { passed: await withoutProcessed(context), logged };
}

describe('the items of an execution', () => {
	it('are all new at first, and recorded with the execution for this node alone', async () => {
		const { asked, record } = memory();
		const items = events('w.1', 'w.2');
		expect(await run(record, items, { executionId: '7' })).toEqual({ passed: items, logged: [] });
		expect(asked).toEqual([
			[['execution 7', 'w.1', 'w.2'], 'node', { mode: 'entries', maxEntries: 5_000 }],
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

	it.each(['manual', 'retry', 'integrated'])(
		'pass and are not recorded when a person means just these: mode %s',
		async (mode) => {
			const { asked, record } = memory();
			const items = events('w.1', 'w.1');
			expect(await run(record, items, { mode })).toEqual({ passed: items, logged: [] });
			expect(asked).toEqual([]);
		},
	);

	it('pass when n8n cannot tell which are new: twice beats never', async () => {
		const items = events('w.1', 'w.2');
		const record = () => Promise.reject(new Error('database is locked'));
		expect(await run(record, items)).toEqual({
			passed: items,
			logged: [
				[
					'SmartSuite Trigger cannot look for repeated events: database is locked',
					{ workflowId: 'workflow 1' },
				],
			],
		});
	});
});
