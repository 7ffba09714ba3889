import { NodeOperationError } from 'n8n-workflow';
import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { readRecordId, recordParameter, tableParameter } from '../../methods';
import { parametersOf } from '../operation';
import type { BatchOperation } from '../operation';
import { differingIn, storedBefore } from './as-stored';
import { change } from './changes';
import { knowingEarlierTry } from './earlier-try';
import {
	batchSizeOption,
	clearFieldsOption,
	columnsForFields,
	inputModeParameter,
	jsonParameter,
	optionsParameter,
	unknownFieldsOption,
} from './parameters';
import { NOTHING_WRITTEN, readyRecords } from './ready';
import type { Group, Ready } from './ready';
import { Results } from './results';
import { count, doneBefore, giveWritten, hintAt } from './told';
import type { Run, Tally, Written } from './told';

export const update: BatchOperation = {
	fields: [
		tableParameter,
		recordParameter,
		inputModeParameter,
		columnsForFields('update'),
		jsonParameter,
		optionsParameter(batchSizeOption, clearFieldsOption, unknownFieldsOption),
	],
	async executeAll(context, itemIndexes) {
		const results = new Results(context);
		const tally: Tally = new Map();
		const readId = (itemIndex: number) =>
			readRecordId(context.getNode(), parametersOf(context, itemIndex));
		const groups = await readyRecords(context, itemIndexes, results, readId);
		for (const { ready } of groups) {
			for (const { itemIndex, record } of ready) {
				const isEmpty = Object.keys(record.body).length === 0 && record.uploads.size === 0;
				if (isEmpty) results.fail(itemIndex, nothingToUpdate(context));
			}
		}
		results.stopOnFailure(NOTHING_WRITTEN);
		await knowingEarlierTry(context, results, async (done) => {
			for (const group of groups) await updateGroup(context, group, { results, tally, done });
		});
		hintAt(context, itemIndexes.length, tally);
		return results.all();
	},
};

function nothingToUpdate(context: IExecuteFunctions): NodeOperationError {
	return new NodeOperationError(context.getNode(), 'There is nothing to update', {
		description:
			'Fill in at least one field. To empty a field, choose it in the option Clear Fields, or use an expression that gives null.',
	});
}

async function updateGroup(
	context: IExecuteFunctions,
	{ table, manner, ready }: Group<string>,
	run: Run,
): Promise<void> {
	const { results, tally } = run;
	const open = ready.filter(({ itemIndex }) => !results.has(itemIndex));
	const before = await storedBefore(context, table, open, results);
	results.stopOnFailure(doneBefore(results.given, 'updated'));
	const bodies = bodiesById(open.filter(({ itemIndex }) => !results.has(itemIndex)));
	const changes = [...bodies].flatMap(([id, body]) => {
		const stored = before.get(id);
		const fields = stored ? differingIn(body, stored, table.structure) : body;
		return stored && Object.keys(fields).length === 0 ? [] : [{ id, fields }];
	});
	const isChanged = new Set(changes.map(({ id }) => id));
	const how = { batchSize: manner.batchSize, isPatient: context.continueOnFail() };
	const changed = await change(context, table, changes, how);
	const written = open.flatMap(({ itemIndex, record, more: id }): Written[] => {
		const stored = isChanged.has(id) ? undefined : before.get(id);
		const result = changed.get(id) ?? (stored && { done: stored });
		if (result && 'done' in result) {
			const whole = { ...record, body: bodies.get(id) ?? record.body };
			return [{ itemIndex, stored: result.done, record: whole }];
		}
		if (result) results.fail(itemIndex, result.error);
		return [];
	});
	results.stopOnFailure(doneBefore(results.given + written.length, 'updated'));
	count(tally, 'updated', new Set(written.map(({ stored }) => stored.id)).size);
	await giveWritten(context, table, manner, written, run);
}

/** By record what all its items want; of two values the later one is written. */
function bodiesById(ready: ReadonlyArray<Ready<string>>): Map<string, IDataObject> {
	const bodies = new Map<string, IDataObject>();
	for (const { more: id, record } of ready) bodies.set(id, { ...bodies.get(id), ...record.body });
	return bodies;
}
