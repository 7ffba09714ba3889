import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

/** What n8n answers about values that it may know, and how it is asked. */
export type Record = (
	values: string[],
	scope: string,
	options: { mode: string; maxEntries: number },
) => Promise<{ new: string[]; processed: string[] }>;

export const itemsOf = (...list: IDataObject[]) => list.map((json) => ({ json }));
export const events = (...ids: string[]) => itemsOf(...ids.map((event_id) => ({ event_id })));

/** An execution of the trigger with these items, and what it logs. */
export function executionOf(
	record: Record,
	items: ReturnType<typeof itemsOf>,
	{ executionId = '1', mode = 'webhook', workflowId = 'workflow 1' } = {},
) {
	const logged: unknown[] = [];
	const context = {
		getInputData: () => items,
		getMode: () => mode,
		getExecutionId: () => executionId,
		getInstanceId: () => 'n8n 1',
		getWorkflow: () => ({ id: workflowId }),
		getNode: () => ({ id: 'node-1' }),
		logger: { warn: (...words: unknown[]) => logged.push(words) },
		helpers: { checkProcessedAndRecord: record },
	} as unknown as IExecuteFunctions;
	return { context, logged };
}

/** What a record of these values makes of others: n8n keeps the last so many. */
export function compare(known: readonly string[], values: string[], maxEntries: number) {
	const processed = values.filter((value) => known.includes(value));
	const fresh = values.filter((value) => !known.includes(value));
	return { answer: { new: fresh, processed }, then: [...known, ...fresh].slice(-maxEntries) };
}
