import type { IExecuteFunctions } from 'n8n-workflow';

import { tableParameter } from '../../methods';
import type { BatchOperation } from '../operation';
import { createAll } from './creation';
import { knowingEarlierTry } from './earlier-try';
import {
	batchSizeOption,
	columnsForFields,
	inputModeParameter,
	jsonParameter,
	optionsParameter,
	unknownFieldsOption,
} from './parameters';
import { NOTHING_WRITTEN, readyRecords } from './ready';
import type { Group } from './ready';
import { emptyRequired } from './refusals';
import { Results } from './results';
import { count, doneBefore, giveWritten, hintAt } from './told';
import type { Run, Tally, Written } from './told';

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
		await knowingEarlierTry(context, results, async (done) => {
			const run = { results, tally, done };
			const groups = await readyRecords(context, itemIndexes, results, () => undefined);
			const complete = groups.map((group) => withRequired(context, group, results));
			results.stopOnFailure(NOTHING_WRITTEN);
			for (const group of complete) await createGroup(context, group, run);
		});
		hintAt(context, itemIndexes.length, tally);
		return results.all();
	},
};

/** The records that have what their table requires; the items of the others fail. */
function withRequired(context: IExecuteFunctions, group: Group, results: Results): Group {
	const { table, ready } = group;
	const complete = ready.filter(({ itemIndex, record }) => {
		const error = emptyRequired(context.getNode(), table.structure, record);
		if (error) results.fail(itemIndex, error);
		return !error;
	});
	return { ...group, ready: complete };
}

async function createGroup(
	context: IExecuteFunctions,
	{ table, manner, ready }: Group,
	run: Run,
): Promise<void> {
	const { results, tally } = run;
	const { made } = run.done;
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
	await giveWritten(context, table, manner, written, run);
}
