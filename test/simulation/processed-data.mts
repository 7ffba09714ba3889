import { DataDeduplicationService } from 'n8n-core';
import type { ICheckProcessedContextData, IDataDeduplicator } from 'n8n-workflow';
import { recorded } from '../contract/processed-data.mts';
import type { StoredWorkflow } from './database.mts';
import type { SimulatedN8n } from './n8n.mts';

/** Puts n8n's record of processed data where n8n-core looks for it, once for all lives. */
export async function provideProcessedData(current: () => SimulatedN8n): Promise<void> {
	const record: Partial<IDataDeduplicator> = {
		checkProcessedAndRecord: async (items, _scope, context, { maxEntries = Infinity }) =>
			await checkAndRecord(current(), items.map(String), context, maxEntries),
		getProcessedDataCount: async (_scope, context) =>
			await Promise.resolve(ownerIn(current(), context).processed.length),
	};
	await DataDeduplicationService.init(record as IDataDeduplicator);
}

/** The row is read, and written back as a whole, without a lock (docs/internals/n8n.md section 5; e2e queue). */
async function checkAndRecord(
	n8n: SimulatedN8n,
	ids: string[],
	context: ICheckProcessedContextData,
	most: number,
) {
	const workflow = ownerIn(n8n, context);
	await n8n.database();
	const { row, answer } = recorded(workflow.processed, ids, most);
	await n8n.database();
	workflow.processed = row;
	return answer;
}

function ownerIn(
	{ workflows }: SimulatedN8n,
	{ node }: ICheckProcessedContextData,
): StoredWorkflow {
	const owner = workflows.find((workflow) => workflow.node.id === node?.id);
	if (!owner) throw new Error('There is no such workflow');
	return owner;
}
