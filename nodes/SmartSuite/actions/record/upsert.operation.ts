import { NodeOperationError } from 'n8n-workflow';
import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { asObject, asText } from '../../api';
import type { StoredRecord } from '../../api';
import { asChoice, asTexts, tableParameter } from '../../methods';
import { parametersOf } from '../operation';
import type { BatchOperation } from '../operation';
import { change } from './changes';
import { createAll } from './creation';
import {
	batchSizeOption,
	clearFieldsOption,
	columnsForFields,
	INPUT_MODES,
	inputModeParameter,
	jsonParameter,
	optionsParameter,
	unknownFieldsOption,
} from './parameters';
import { NOTHING_WRITTEN, readyRecords } from './ready';
import { Results } from './results';
import { count, doneBefore, giveWritten, hintAt } from './told';
import type { Tally, Written } from './told';
import { alike, planFor } from './upsert-plan';
import type { Matching, Plan, Step } from './upsert-plan';

const WHEN_SEVERAL = [
	{ name: 'Error', value: 'error', description: 'Refuse the item before anything is written' },
	{ name: 'Update All', value: 'all', description: 'Update each of them, with an item each' },
	{ name: 'Update First', value: 'first', description: 'Update the first that SmartSuite lists' },
] as const;

const whenSeveralMatchOption: INodeProperties = {
	displayName: 'When Several Match',
	name: 'whenSeveralMatch',
	type: 'options',
	options: [...WHEN_SEVERAL],
	default: 'error',
	description: 'What to do where several records have the values to match on',
};

const matchFieldsParameter: INodeProperties = {
	displayName: 'Fields to Match On Names or IDs',
	name: 'matchFields',
	type: 'multiOptions',
	typeOptions: { loadOptionsMethod: 'getWritableFields', loadOptionsDependsOn: ['table.value'] },
	default: [],
	required: true,
	displayOptions: { show: { inputMode: ['json'] } },
	description:
		'A record that has the same values in all these fields is updated. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
};

export const upsert: BatchOperation = {
	fields: [
		tableParameter,
		inputModeParameter,
		columnsForFields('upsert'),
		matchFieldsParameter,
		jsonParameter,
		optionsParameter(
			batchSizeOption,
			clearFieldsOption,
			unknownFieldsOption,
			whenSeveralMatchOption,
		),
	],
	async executeAll(context, itemIndexes) {
		const results = new Results(context);
		const tally: Tally = new Map();
		const read = (itemIndex: number) => readMatching(context, itemIndex);
		const groups = (await readyRecords(context, itemIndexes, results, read)).flatMap(alike);
		const plans: Plan[] = [];
		for (const group of groups) plans.push(await planFor(context, group, results));
		results.stopOnFailure(NOTHING_WRITTEN);
		for (const plan of plans) await carryOut(context, plan, results, tally);
		hintAt(context, itemIndexes.length, tally);
		return results.all();
	},
};

function readMatching(context: IExecuteFunctions, itemIndex: number): Matching {
	const node = context.getNode();
	const read = parametersOf(context, itemIndex);
	const mode = asChoice(node, 'Input Mode', read('inputMode'), INPUT_MODES, 'fields');
	const given = mode === 'json' ? read('matchFields') : asObject(read('columns')).matchingColumns;
	const names = asTexts(given ?? '');
	const several = read('options.whenSeveralMatch');
	if (names.length > 0) {
		return {
			names,
			whenSeveral: asChoice(node, 'When Several Match', several, WHEN_SEVERAL, 'error'),
		};
	}
	throw new NodeOperationError(node, "'Fields to Match On' is empty", {
		description: 'Choose at least one field whose value tells a record from all others.',
	});
}

/** Writes what is new and what differs, and leaves the rest alone. */
async function carryOut(
	context: IExecuteFunctions,
	{ table, manner, steps }: Plan,
	results: Results,
	tally: Tally,
): Promise<void> {
	const how = { batchSize: manner.batchSize, isPatient: context.continueOnFail() };
	const written: Written[] = [];
	const done = (step: Step, stored: StoredRecord, operation: string) => {
		count(tally, operation);
		for (const { itemIndex, record } of step.items) {
			const whole = { ...record, body: step.body };
			written.push({ itemIndex, stored, record: whole, more: { operation } });
		}
	};
	const fail = ({ items }: Step, error: Error) => {
		for (const { itemIndex } of items) results.fail(itemIndex, error);
	};
	const changes = steps.flatMap(({ matches }) =>
		matches
			.filter(({ differing }) => Object.keys(differing).length > 0)
			.map(({ stored, differing }) => ({ id: asText(stored.id), fields: differing })),
	);
	const changed = await change(context, table, changes, how);
	for (const step of steps) {
		for (const { stored, differing } of step.matches) {
			const result = changed.get(asText(stored.id));
			if (Object.keys(differing).length === 0) done(step, stored, 'unchanged');
			else if (result && 'done' in result) done(step, result.done, 'updated');
			else if (result) fail(step, result.error);
		}
	}
	const fresh = steps.filter(({ matches }) => matches.length === 0);
	const hasFailed = [...changed.values()].some((result) => 'error' in result);
	const mayCreate = how.isPatient || !hasFailed;
	const bodies = mayCreate ? fresh.map(({ body }) => body) : [];
	const made = await createAll(context, table, bodies, how);
	made.forEach((result, nth) => {
		const step = fresh[nth];
		if (!step || !result) return;
		if ('done' in result) done(step, result.done, 'created');
		else fail(step, result.error);
	});
	results.stopOnFailure(doneBefore(written.length, 'written'));
	await giveWritten(context, table, manner, written, results, tally);
}
