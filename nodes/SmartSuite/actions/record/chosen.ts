import type { IExecuteFunctions } from 'n8n-workflow';

import { readRecordId, readTableId } from '../../methods';
import { parametersOf } from '../operation';
import { groupsOf, readManner } from './ready';
import type { Manner } from './ready';
import type { Results } from './results';

/** A record that an item names. */
export interface ChosenRecord extends Manner {
	itemIndex: number;
	tableId: string;
	recordId: string;
}

/**
 * The records that the items name, by table and manner. An item that names none fails.
 * @throws the first failure, unless the node is to go on: then nothing was written
 */
export async function chosenRecords(
	context: IExecuteFunctions,
	itemIndexes: readonly number[],
	results: Results,
): Promise<ChosenRecord[][]> {
	const node = context.getNode();
	const chosen: ChosenRecord[] = [];
	for (const itemIndex of itemIndexes) {
		const read = parametersOf(context, itemIndex);
		const record = await results.attempt(itemIndex, () => ({
			itemIndex,
			tableId: readTableId(node, read),
			recordId: readRecordId(node, read),
			...readManner(context, itemIndex),
		}));
		if (record) chosen.push(record);
	}
	results.stopOnFailure();
	return groupsOf(chosen);
}
