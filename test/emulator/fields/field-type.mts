import type { Field } from '../types.mts';
import type { World } from '../world.mts';

/** Given instead of a value: the call is answered 200, and the field stays as it was. */
export const NOT_SAVED = Symbol('not saved');

/** What a written value is judged by. */
export interface Writing {
	world: World;
	field: Field;
	/** The field's value so far. */
	before: unknown;
	/** As the REST API prints times. */
	now: string;
	/** One of several records of a bulk call. */
	isBulk: boolean;
}

/** What SmartSuite makes of the values of one type of field. */
export interface FieldType {
	/** An empty field, as events show it. */
	empty(now: string): unknown;
	/** The field after `null` was written, where that is another one. */
	cleared?(now: string): unknown;
	/** What is written is ignored, with 200. */
	isReadOnly?: true;
	/**
	 * The value as SmartSuite keeps it, or `NOT_SAVED`; never called with null.
	 * Throws a `FieldRefusal` where the call fails.
	 */
	store(value: unknown, writing: Writing): unknown;
}

/** A value that makes the call fail; `complaint` in the words of Django REST Framework. */
export class FieldRefusal extends Error {}

/** SmartSuite ignores what is written there. */
export function readOnly(empty: unknown): FieldType {
	return { empty: () => empty, store: () => NOT_SAVED, isReadOnly: true };
}

/** Stores what has the right JSON form just as it is; nobody has seen more of these types. */
export function asGiven(empty: unknown): FieldType {
	return {
		empty: () => empty,
		store(value) {
			if (typeof value === 'object') return value;
			throw new FieldRefusal('Expected a dictionary of items.');
		},
	};
}

/** The entries of a list; refuses everything else, as a serializer of lists does. */
export function entriesOf(value: unknown): unknown[] {
	if (Array.isArray(value)) return value as unknown[];
	const type = typeof value === 'string' ? 'str' : typeof value;
	throw new FieldRefusal(`Expected a list of items but got type "${type}".`);
}

/** The entries of a list, or the one value for clients that send it bare. */
export const oneOrMore = (value: unknown): unknown[] => {
	if (value === '') return [];
	return Array.isArray(value) ? (value as unknown[]) : [value];
};
