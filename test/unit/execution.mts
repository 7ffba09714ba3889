import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { isoAt, NOON } from './place-setup.mts';

/** What n8n answers about values that it may know, and how it is asked. */
export type Record = (
	values: string[],
	scope: string,
	options: { mode: string; maxEntries: number },
) => Promise<{ new: string[]; processed: string[] }>;

export const itemsOf = (...list: IDataObject[]) => list.map((json) => ({ json }));

/** Items of a day whose number in the record is 746. */
export const events = (...ids: string[]) =>
	itemsOf(...ids.map((event_id) => ({ event_id, event_at: isoAt(NOON) })));

/** An execution of the trigger with these items, and what it logs. */
export function executionOf(
	record: Record,
	items: ReturnType<typeof itemsOf>,
	{ executionId = '1', mode = 'webhook', workflowId = 'workflow 1', count = 0 } = {},
) {
	const logged: unknown[] = [];
	const staticData: IDataObject = {};
	const context = {
		getInputData: () => items,
		getMode: () => mode,
		getExecutionId: () => executionId,
		getInstanceId: () => 'n8n 1',
		getWorkflow: () => ({ id: workflowId }),
		getWorkflowStaticData: () => staticData,
		getNode: () => ({ id: 'node-1' }),
		logger: { warn: (...words: unknown[]) => logged.push(words) },
		helpers: {
			checkProcessedAndRecord: record,
			getProcessedDataCount: async () => await Promise.resolve(count),
		},
	} as unknown as IExecuteFunctions;
	return { context, logged, staticData };
}

/** What a record of these values makes of others: n8n keeps the last so many. */
export function compare(known: readonly string[], values: string[], maxEntries: number) {
	const processed = values.filter((value) => known.includes(value));
	const fresh = values.filter((value) => !known.includes(value));
	return { answer: { new: fresh, processed }, then: [...known, ...fresh].slice(-maxEntries) };
}

/** What n8n remembers of one node, and what it was asked to. */
export function memory() {
	let known: string[] = [];
	const asked: unknown[] = [];
	const record: Record = async (values, scope, options) => {
		asked.push([values, scope, options]);
		const { answer, then } = compare(known, values, options.maxEntries);
		known = then;
		return await Promise.resolve(answer);
	};
	return { asked, record };
}
