import { NodeOperationError } from 'n8n-workflow';
import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { asObject, asText } from '../../api';
import type { StoredRecord } from '../../api';
import { asChoice, asTexts, tableParameter } from '../../methods';
import { parametersOf } from '../operation';
import type { BatchOperation } from '../operation';
import type { Result } from './batches';
import { change } from './changes';
import type { Change } from './changes';
import { createAll } from './creation';
import { knowingEarlierTry } from './earlier-try';
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
import type { Run, Tally, Written } from './told';
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
		await knowingEarlierTry(context, results, async (done) => {
			for (const plan of plans) await carryOut(context, plan, { results, tally, done });
		});
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
	run: Run,
): Promise<void> {
	const { results, tally } = run;
	const how = { batchSize: manner.batchSize, isPatient: context.continueOnFail() };
	const changed = await change(context, table, steps.flatMap(changesIn), how);
	const hasFailed = [...changed.values()].some((result) => 'error' in result);
	const fresh = steps.filter(({ matches }) => matches.length === 0);
	const wanted = how.isPatient || !hasFailed ? fresh.map(({ body }) => body) : [];
	const made = await createAll(context, table, wanted, how);
	const madeFor = new Map(fresh.map((step, nth) => [step, made[nth]]));
	const written: Written[] = [];
	for (const step of steps) {
		for (const { operation, result } of endsOf(step, changed, madeFor.get(step))) {
			if ('done' in result) count(tally, operation);
			for (const { itemIndex, record } of step.items) {
				if ('error' in result) results.fail(itemIndex, result.error);
				else {
					const whole = { ...record, body: step.body };
					written.push({ itemIndex, stored: result.done, record: whole, more: { operation } });
				}
			}
		}
	}
	const changedSoFar = (tally.get('created') ?? 0) + (tally.get('updated') ?? 0);
	results.stopOnFailure(doneBefore(changedSoFar, 'written'));
	await giveWritten(context, table, manner, written, run);
}

function changesIn({ matches }: Step): Change[] {
	return matches
		.filter(({ differing }) => Object.keys(differing).length > 0)
		.map(({ stored, differing }) => ({ id: asText(stored.id), fields: differing }));
}

/** What became of each record of a step; nothing where an earlier failure ended the run. */
function endsOf(
	{ items, matches }: Step,
	changed: ReadonlyMap<string, Result<StoredRecord>>,
	made: Result<StoredRecord> | undefined,
): Array<{ operation: string; result: Result<StoredRecord> }> {
	if (matches.length === 0) return made ? [{ operation: 'created', result: made }] : [];
	const addsFiles = items.some(({ record }) => record.uploads.size > 0);
	return matches.flatMap(({ stored, differing }) => {
		if (Object.keys(differing).length === 0) {
			return [{ operation: addsFiles ? 'updated' : 'unchanged', result: { done: stored } }];
		}
		const result = changed.get(asText(stored.id));
		return result ? [{ operation: 'updated', result }] : [];
	});
}
