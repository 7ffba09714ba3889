import type { IExecuteFunctions } from 'n8n-workflow';

import type { StoredRecord } from '../../api';
import { tableParameter } from '../../methods';
import { keepMade, takeMade } from '../made-before';
import type { BatchOperation } from '../operation';
import { createAll } from './creation';
import {
	batchSizeOption,
	columnsForFields,
	inputModeParameter,
	jsonParameter,
	optionsParameter,
	unknownFieldsOption,
} from './parameters';
import { readyRecords } from './ready';
import type { Group } from './ready';
import { Results } from './results';
import { count, doneBefore, giveWritten, hintAt } from './told';
import type { Tally, Written } from './told';

export const create: BatchOperation = {
	fields: [
		tableParameter,
		inputModeParameter,
		columnsForFields('create'),
		jsonParameter,
		optionsParameter(batchSizeOption, unknownFieldsOption),
	],
	async executeAll(context, itemIndexes) {
		const results = new Results(context);
		const tally: Tally = new Map();
		const made = new Map(takeMade<number, StoredRecord>(context, 'records'));
		let isDone = false;
		try {
			for (const group of await readyRecords(context, itemIndexes, results, () => undefined)) {
				await createGroup(context, group, made, results, tally);
			}
			isDone = true;
		} finally {
			if (!isDone) keepMade(context, 'records', made);
		}
		hintAt(context, itemIndexes.length, tally);
		return results.all();
	},
};

/** @param made records by item: those of an earlier try, to which this one adds its own */
async function createGroup(
	context: IExecuteFunctions,
	{ table, manner, ready }: Group,
	made: Map<number, StoredRecord>,
	results: Results,
	tally: Tally,
): Promise<void> {
	const tasks = ready.filter(({ itemIndex }) => !made.has(itemIndex));
	const known = new Set([...made.values()].map(({ id }) => String(id)));
	const bodies = tasks.map(({ record }) => record.body);
	const how = { batchSize: manner.batchSize, isPatient: context.continueOnFail() };
	const sent = await createAll(context, table, bodies, how, known);
	tasks.forEach(({ itemIndex }, nth) => {
		const result = sent[nth];
		if (result && 'done' in result) made.set(itemIndex, result.done);
		else if (result) results.fail(itemIndex, result.error);
	});
	const written = ready.flatMap(({ itemIndex, record }): Written[] => {
		const stored = made.get(itemIndex);
		return stored ? [{ itemIndex, stored, record }] : [];
	});
	results.stopOnFailure(doneBefore(made.size, 'created'));
	count(tally, 'created', written.length);
	await giveWritten(context, table, manner, written, results, tally);
}
