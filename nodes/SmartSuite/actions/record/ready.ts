import type { IExecuteFunctions, INode } from 'n8n-workflow';

import { MOST_IN_BATCH } from '../../api';
import { prepareRecords } from '../../fields';
import type { FieldView, GivenRecord, KnownTable, Structure, WrittenRecord } from '../../fields';
import { asChoice, asNumber, asTexts, readFieldView, readTableId } from '../../methods';
import { parametersOf } from '../operation';
import { readGiven } from './given';
import { UNKNOWN_FIELDS } from './parameters';
import { refusedValues, unknownFields } from './refusals';
import type { Results } from './results';

/** Options that all records of a batch share. */
export interface Manner {
	view: FieldView;
	batchSize: number;
}

/** A record that is ready to be written. */
export interface Ready<More = unknown> {
	itemIndex: number;
	record: WrittenRecord;
	more: More;
}

/** Records of one table and manner, in the order of their items. */
export interface Group<More = unknown> {
	table: KnownTable;
	manner: Manner;
	ready: Array<Ready<More>>;
}

interface Task<More> extends Manner {
	itemIndex: number;
	tableId: string;
	given: GivenRecord;
	clear: string[];
	ignoresUnknown: boolean;
	more: More;
}

/**
 * The records of all items, ready to be written, by table. An item that is bad fails.
 * @param readMore what else the operation has to know of an item
 * @throws the first failure, unless the node is to go on: then nothing was written
 */
export async function readyRecords<More>(
	context: IExecuteFunctions,
	itemIndexes: readonly number[],
	results: Results,
	readMore: (itemIndex: number) => More,
): Promise<Array<Group<More>>> {
	const tasks: Array<Task<More>> = [];
	for (const itemIndex of itemIndexes) {
		const task = await results.attempt(itemIndex, () => readTask(context, itemIndex, readMore));
		if (task) tasks.push(task);
	}
	const groups: Array<Group<More>> = [];
	for (const together of groupsOf(tasks)) {
		const group = await prepared(context, together, results);
		if (group) groups.push(group);
	}
	results.stopOnFailure(NOTHING_WRITTEN);
	return groups;
}

export const NOTHING_WRITTEN = 'Nothing was written.';

function readTask<More>(
	context: IExecuteFunctions,
	itemIndex: number,
	readMore: (itemIndex: number) => More,
): Task<More> {
	const node = context.getNode();
	const read = parametersOf(context, itemIndex);
	const unknown = read('options.unknownFields');
	return {
		itemIndex,
		tableId: readTableId(node, read),
		given: readGiven(context, itemIndex),
		clear: asTexts(read('options.clearFields')),
		ignoresUnknown: asChoice(node, 'Unknown Fields', unknown, UNKNOWN_FIELDS, 'error') === 'ignore',
		more: readMore(itemIndex),
		...readManner(context, itemIndex),
	};
}

export function readManner(context: IExecuteFunctions, itemIndex: number): Manner {
	const node = context.getNode();
	const read = parametersOf(context, itemIndex);
	const range = { least: 1, most: MOST_IN_BATCH, isWhole: true };
	return {
		view: readFieldView(node, read),
		batchSize: asNumber(node, 'Batch Size', read('options.batchSize'), MOST_IN_BATCH, range),
	};
}

/** Tasks of one table and manner, in order of the first of each. */
export function groupsOf<Task extends Manner & { tableId: string }>(
	tasks: readonly Task[],
): Task[][] {
	const groups = new Map<string, Task[]>();
	for (const task of tasks) {
		const { tableId, view, batchSize } = task;
		const key = JSON.stringify([tableId, view, batchSize]);
		const group = groups.get(key);
		if (group) group.push(task);
		else groups.set(key, [task]);
	}
	return [...groups.values()];
}

async function prepared<More>(
	context: IExecuteFunctions,
	tasks: ReadonlyArray<Task<More>>,
	results: Results,
): Promise<Group<More> | undefined> {
	const [first] = tasks;
	if (!first) return undefined;
	const gifts = tasks.map(({ itemIndex, given, clear }) => {
		const binary = context.getInputData()[itemIndex]?.binary ?? {};
		return { given, clear, hasBinary: (name: string) => Object.hasOwn(binary, name) };
	});
	const known = await prepareRecords(context, first.tableId, gifts).catch((error: unknown) => {
		for (const { itemIndex } of tasks) results.fail(itemIndex, error as Error);
	});
	if (!known) return undefined;
	const { table } = known;
	const ready: Array<Ready<More>> = [];
	for (const [nth, task] of tasks.entries()) {
		const record = known.prepared[nth];
		const checked = await results.attempt(
			task.itemIndex,
			() => record && accepted(context.getNode(), task.ignoresUnknown, record, table.structure),
		);
		if (checked) ready.push({ itemIndex: task.itemIndex, record: checked, more: task.more });
	}
	return { table, manner: { view: first.view, batchSize: first.batchSize }, ready };
}

/** The record, where all of it can be sent. @throws NodeOperationError otherwise */
function accepted(
	node: INode,
	ignoresUnknown: boolean,
	record: WrittenRecord,
	structure: Structure,
): WrittenRecord {
	const { unknown, refusals } = record;
	if (unknown.length > 0 && !ignoresUnknown) {
		const advice = 'To leave such values out, set the option Unknown Fields to Ignore.';
		throw unknownFields(node, unknown, structure, advice);
	}
	if (refusals.length > 0) throw refusedValues(node, refusals);
	return record;
}
