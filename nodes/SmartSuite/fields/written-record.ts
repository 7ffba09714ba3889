import type { IDataObject } from 'n8n-workflow';

import { asObject, isObject, SIMPLIFIED_KEYS } from '../api';
import type { Field } from '../api';
import { mayWrite, sentFor } from './convert';
import type { FieldValue, Refusal, Words } from './field-type';
import { RESERVED } from './names';
import type { Structure } from './shown-record';
import { loosely } from './words/list';
import { isBlank } from './words/shapes';

/** What people gave for a record, under whatever names: labels, slugs, or as items show records. */
export type GivenRecord = IDataObject;

/** A record as it can be sent, and what cannot be sent of what was given. */
export interface WrittenRecord {
	/** By slug. Nothing of it is undefined. */
	body: IDataObject;
	/** Names of binary properties to be uploaded once the record is there, by the field's slug. */
	uploads: ReadonlyMap<string, string[]>;
	refusals: Refusal[];
	/** Names that no field has. */
	unknown: string[];
	/** Labels of what an item that shows a record has and the table no longer takes. */
	leftOut: string[];
	/** Slugs of fields that were given with nothing in them. */
	emptied: ReadonlySet<string>;
	/** Whether it was given as an item that shows a record. */
	isShown: boolean;
}

/** Finds the field that a name means; a refusal where several do, undefined where none does. */
type FindField = (name: string) => Field | { refusal: Refusal } | undefined;

/** What the API wants for what people gave. Read-only fields, and what items have beside fields, are dropped. */
export function writtenRecord(
	given: GivenRecord,
	structure: Structure,
	words: Words,
	clear: readonly string[] = [],
): WrittenRecord {
	const { values, isShown } = valuesIn(given, structure);
	const cleared = clear.map((name): [string, null] => [name, null]);
	const find = finderIn(structure);
	const body: IDataObject = {};
	const uploads = new Map<string, string[]>();
	const emptied = new Set<string>();
	const rest = { refusals: [] as Refusal[], unknown: [] as string[], leftOut: [] as string[] };
	for (const [name, value] of [...cleared, ...Object.entries(values)]) {
		if (value === undefined || (isShown && isBesideFields(name, structure))) continue;
		const field = find(name);
		if (field === undefined) {
			if (!RESERVED.includes(name)) rest.unknown.push(name);
		} else if ('refusal' in field) rest.refusals.push(field.refusal);
		else if (mayWrite(field)) {
			const sent = sentFor(value, field, words);
			if (sent === undefined) continue;
			if ('refusal' in sent) {
				if (isShown && mayBeGone(field)) rest.leftOut.push(nameOf(field, structure));
				else rest.refusals.push(sent.refusal);
				continue;
			}
			if ('value' in sent) body[field.slug] = sent.value;
			if (isBlank(value)) emptied.add(field.slug);
			if (sent.uploads) uploads.set(field.slug, sent.uploads);
		}
	}
	return { body, uploads, emptied, isShown, ...rest };
}

/** The fields that are given, with their values. */
export function givenFields(
	given: GivenRecord,
	structure: Structure,
): Array<[field: Field, value: FieldValue]> {
	const find = finderIn(structure);
	return Object.entries(valuesIn(given, structure).values).flatMap(([name, value]) => {
		const field = find(name);
		return field && !('refusal' in field) && mayWrite(field) ? [[field, value] as const] : [];
	}) as Array<[Field, FieldValue]>;
}

/** The label that items show the field by. */
export function nameOf({ slug, label }: Field, { labels }: Structure): string {
	return labels.get(slug) ?? label;
}

/** The field of this label or slug: by what items show, then by slug, then by label without case and blanks. */
export function fieldNamed(
	name: string,
	structure: Structure,
): Field | { refusal: Refusal } | undefined {
	return finderIn(structure)(name);
}

/** A choice that was deleted since shows its id, which the field takes no more; a member may have been removed. */
function mayBeGone({ type }: Field): boolean {
	return [
		'singleselectfield',
		'statusfield',
		'multipleselectfield',
		'tagsfield',
		'userfield',
	].includes(type);
}

/** What an item that shows a record has under this name is not the value of a field, whatever their labels. */
function isBesideFields(name: string, { bySlug, labels }: Structure): boolean {
	return RESERVED.includes(name) && !bySlug.has(name) && ![...labels.values()].includes(name);
}

/**
 * The values in what was given: a record by itself, an item of this node, one of the trigger, simplified or
 * not.
 */
function valuesIn(given: GivenRecord, structure: Structure) {
	const isField = (name: string) => finderIn(structure)(name) !== undefined;
	const event = asObject(given.record_event_data).data;
	const wrapped = isObject(event) && !isField('record_event_data') ? event : given.record;
	if (isObject(wrapped) && !isField('record')) {
		// What somebody put beside the trigger's own keys is meant, too.
		const added = Object.entries(given).filter(([key]) => !OF_EVENTS.includes(key));
		return { values: { ...wrapped, ...Object.fromEntries(added) }, isShown: true };
	}
	return { values: given, isShown: 'record_url' in given && 'record_id' in given };
}

/** Keys of the trigger's items, simplified or not, and of Event > Get Many. */
const OF_EVENTS = [...SIMPLIFIED_KEYS, 'locator', 'record_event_data', 'next_page_token'];

function finderIn(structure: Structure): FindField {
	const known = finders.get(structure);
	if (known) return known;
	const find = makeFinder(structure);
	finders.set(structure, find);
	return find;
}

/** Goes with the structure. */
const finders = new WeakMap<Structure, FindField>();

function makeFinder({ bySlug, labels }: Structure): FindField {
	const fields = [...bySlug.values()];
	const byShown = new Map(fields.map((field) => [labels.get(field.slug) ?? field.label, field]));
	const byLabel = grouped(fields, ({ label }) => label);
	const byLooseLabel = grouped(fields, ({ label }) => loosely(label));
	return (name) => {
		const exact = byShown.get(name) ?? bySlug.get(name);
		if (exact) return exact;
		const alike =
			byLabel.get(name) ?? (RESERVED.includes(name) ? [] : byLooseLabel.get(loosely(name))) ?? [];
		const [only, ...more] = alike;
		if (!only || more.length === 0) return only;
		const names = alike.map((field) => labels.get(field.slug) ?? field.slug);
		return { refusal: { label: name, problem: 'is the label of several fields', choices: names } };
	};
}

function grouped(fields: Field[], keyOf: (field: Field) => string): Map<string, Field[]> {
	const groups = new Map<string, Field[]>();
	for (const field of fields)
		groups.set(keyOf(field), [...(groups.get(keyOf(field)) ?? []), field]);
	return groups;
}
