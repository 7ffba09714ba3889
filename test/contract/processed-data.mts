import { DataDeduplicationService } from 'n8n-core';
import type { ICheckProcessedContextData, IDataDeduplicator } from 'n8n-workflow';

/** n8n's table `processed_data`: the row of a workflow and node, newest last. */
interface Rows {
	read: (context: ICheckProcessedContextData) => Promise<string[]>;
	write: (context: ICheckProcessedContextData, row: string[]) => Promise<void>;
}

/** Makes n8n's de-duplication fail, as when its database is away. */
export const processedData = { isAway: false };

const stored = new Map<string, string[]>();
const key = ({ workflow, node }: ICheckProcessedContextData) => `${workflow.id} ${node?.id}`;

const inMemory: Rows = {
	read: (context) =>
		processedData.isAway
			? Promise.reject(new Error('The database is away'))
			: Promise.resolve(stored.get(key(context)) ?? []),
	write: (context, row) => Promise.resolve(void stored.set(key(context), row)),
};

let isReady = false;

/**
 * Puts a table where n8n-core's execute contexts look for it, once. As n8n's `deduplication-helper.js` in mode
 * `entries`: the row is read, and written back as a whole, without a lock (docs/internals/n8n.md section 5; e2e queue).
 */
export async function provideProcessedData(rows = inMemory): Promise<void> {
	if (isReady) return;
	isReady = true;
	const deduplicator: Partial<IDataDeduplicator> = {
		async checkProcessedAndRecord(items, _scope, context, { maxEntries = Infinity }) {
			const row = await rows.read(context);
			const all = new Set(row);
			const fresh = items.map(String).filter((item) => !all.has(item));
			const processed = items.map(String).filter((item) => all.has(item));
			await rows.write(context, [...row, ...fresh].slice(-maxEntries));
			return { new: fresh, processed };
		},
		getProcessedDataCount: async (_scope, context) => (await rows.read(context)).length,
	};
	await DataDeduplicationService.init(deduplicator as IDataDeduplicator);
}
