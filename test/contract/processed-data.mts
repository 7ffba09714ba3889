import { DataDeduplicationService } from 'n8n-core';
import type { ICheckProcessedContextData, IDataDeduplicator } from 'n8n-workflow';

/** What n8n keeps in its table `processed_data`, by workflow and node. */
const entries = new Map<string, string[]>();

/** Makes n8n's de-duplication fail, as when its database is away. */
export const processedData = { isAway: false };

const key = ({ workflow, node }: ICheckProcessedContextData) => `${workflow.id} ${node?.id}`;

/** As n8n's `deduplication-helper.js` in mode `entries`: what is new to a row, and the row with it. */
export function recorded(row: string[], items: string[], maxEntries = Infinity) {
	const all = new Set(row);
	const fresh = items.filter((item) => !all.has(item));
	const processed = items.filter((item) => all.has(item));
	return { row: [...row, ...fresh].slice(-maxEntries), answer: { new: fresh, processed } };
}

const deduplicator: Partial<IDataDeduplicator> = {
	checkProcessedAndRecord(items, _scope, context, { maxEntries }) {
		if (processedData.isAway) return Promise.reject(new Error('The database is away'));
		const known = entries.get(key(context)) ?? [];
		const { row, answer } = recorded(known, items.map(String), maxEntries);
		entries.set(key(context), row);
		return Promise.resolve(answer);
	},
	getProcessedDataCount: (_scope, context) =>
		Promise.resolve(entries.get(key(context))?.length ?? 0),
};

let isReady = false;

/** Puts this store where n8n-core's execute contexts look for it. */
export async function provideProcessedData(): Promise<void> {
	if (isReady) return;
	isReady = true;
	await DataDeduplicationService.init(deduplicator as IDataDeduplicator);
}
