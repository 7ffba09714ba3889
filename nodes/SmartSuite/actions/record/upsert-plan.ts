import { NodeOperationError } from 'n8n-workflow';
import type { IDataObject, IExecuteFunctions, INode } from 'n8n-workflow';

import type { Field, StoredRecord } from '../../api';
import { fieldNamed, isMatchable, nameOf } from '../../fields';
import type { KnownTable, Structure } from '../../fields';
import { differingIn } from './as-stored';
import { keyBy, recordsByKey } from './matching';
import type { Group, Manner, Ready } from './ready';
import { emptyRequired, refusedValues, unknownFields } from './refusals';
import type { Results } from './results';

/** What an item says about matching. */
export interface Matching {
	/** Labels or slugs of the fields whose values have to be the same. */
	names: string[];
	whenSeveral: 'error' | 'all' | 'first';
}

/** Items that mean the same record, and what is to become of it. */
export interface Step {
	items: Ready[];
	/** What all of them want; of two values the later one. Without the values to match on where a record has them. */
	body: IDataObject;
	/** The records that are there, each with the fields that differ. None: one is created. */
	matches: Array<{ stored: StoredRecord; differing: IDataObject }>;
}

/** What is to be done in a table. */
export interface Plan {
	table: KnownTable;
	manner: Manner;
	steps: Step[];
}

/** Parts of a group whose items are matched alike. */
export function alike(group: Group<Matching>): Array<Group<Matching>> {
	const parts = new Map<string, Array<Ready<Matching>>>();
	for (const one of group.ready) {
		const key = JSON.stringify(one.more);
		parts.set(key, [...(parts.get(key) ?? []), one]);
	}
	return [...parts.values()].map((ready) => ({ ...group, ready }));
}

/**
 * Which records the items mean, and what of them differs. Nothing is written.
 * An item without a key, and one that several records match, fails unless it says otherwise.
 */
export async function planFor(
	context: IExecuteFunctions,
	{ table, manner, ready }: Group<Matching>,
	results: Results,
): Promise<Plan> {
	const node = context.getNode();
	const [first] = ready;
	const plan: Plan = { table, manner, steps: [] };
	if (!first) return plan;
	try {
		const fields = matchFieldsOf(node, first.more.names, table.structure);
		const byKey = await itemsByKey(context, ready, fields, table.structure, results);
		const bodies = new Map([...byKey].map(([key, items]) => [key, bodyOf(items, fields)]));
		const stored = await recordsByKey(context, table.table.id, fields, bodies);
		for (const [key, items] of byKey) {
			const found = stored.get(key) ?? [];
			if (found.length > 1 && first.more.whenSeveral === 'error') {
				for (const { itemIndex } of items) results.fail(itemIndex, severalMatch(node, found));
				continue;
			}
			const whole = bodies.get(key) ?? {};
			const missing = found.length === 0 && missingFor(node, table.structure, items, whole);
			if (missing) {
				for (const { itemIndex } of items) results.fail(itemIndex, missing);
				continue;
			}
			const body = found.length > 0 ? without(fields, whole) : whole;
			const meant = first.more.whenSeveral === 'first' ? found.slice(0, 1) : found;
			const matches = meant.map((record) => ({
				stored: record,
				differing: differingIn(body, record, table.structure),
			}));
			plan.steps.push({ items, body, matches });
		}
	} catch (error) {
		for (const { itemIndex } of ready) results.fail(itemIndex, error as Error);
	}
	return plan;
}

/** What a record that is to be made of the items lacks. */
function missingFor(
	node: INode,
	structure: Structure,
	items: readonly Ready[],
	body: IDataObject,
): NodeOperationError | undefined {
	const uploads = new Map(items.flatMap(({ record }) => [...record.uploads]));
	const [first] = items;
	return first && emptyRequired(node, structure, { ...first.record, body, uploads });
}

function matchFieldsOf(node: INode, names: readonly string[], structure: Structure): Field[] {
	return names.map((name) => {
		const field = fieldNamed(name, structure);
		if (!field) throw unknownFields(node, [name], structure);
		if ('refusal' in field) throw refusedValues(node, [field.refusal]);
		if (isMatchable(field)) return field;
		const label = nameOf(field, structure);
		throw new NodeOperationError(node, `Records cannot be matched by '${label}'`, {
			description: 'Choose a field such as the title, a text, a number, an email or a select.',
		});
	});
}

/** The items by key; one without a key fails, as it would match nothing or anything. */
async function itemsByKey(
	context: IExecuteFunctions,
	ready: readonly Ready[],
	fields: readonly Field[],
	structure: Structure,
	results: Results,
): Promise<Map<string, Ready[]>> {
	const byKey = new Map<string, Ready[]>();
	for (const one of ready) {
		const key = keyIn(one, fields);
		if (key !== '') byKey.set(key, [...(byKey.get(key) ?? []), one]);
		else results.fail(one.itemIndex, noKey(context.getNode(), fields, one, structure));
	}
	return byKey;
}

/** A field that was given with nothing in it is no key, even where it is then stored as false. */
function keyIn({ record }: Pick<Ready, 'record'>, fields: readonly Field[]): string {
	const isEmpty = fields.some(({ slug }) => record.emptied.has(slug));
	return isEmpty ? '' : keyBy(fields, record.body);
}

function noKey(
	node: INode,
	fields: readonly Field[],
	{ record }: Ready,
	structure: Structure,
): NodeOperationError {
	const empty = fields.filter((field) => keyIn({ record }, [field]) === '');
	const names = empty.map((field) => `'${nameOf(field, structure)}'`).join(', ');
	return new NodeOperationError(node, `${names} is empty, but records are matched by it`, {
		description: 'Give a value, or leave such items out before this node.',
	});
}

/** A record that matches has these, in a spelling of its own, which stays. */
function without(fields: readonly Field[], body: IDataObject): IDataObject {
	const slugs = fields.map(({ slug }) => slug);
	return Object.fromEntries(Object.entries(body).filter(([slug]) => !slugs.includes(slug)));
}

/** What all of them want, with keys as they are looked up next time: without blanks around a text. */
function bodyOf(items: readonly Ready[], fields: readonly Field[]): IDataObject {
	const body = Object.assign({}, ...items.map(({ record }) => record.body)) as IDataObject;
	for (const { slug } of fields) {
		const value = body[slug];
		if (typeof value === 'string') body[slug] = value.trim();
	}
	return body;
}

function severalMatch(node: INode, found: readonly StoredRecord[]): NodeOperationError {
	const ids = found.map(({ id }) => String(id)).join(', ');
	return new NodeOperationError(node, `${found.length} records match`, {
		description: `They are ${ids}. Match on more fields, or set the option When Several Match to Update First or Update All.`,
	});
}
