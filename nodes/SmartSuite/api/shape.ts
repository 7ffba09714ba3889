import type { IDataObject } from 'n8n-workflow';

/** Reads answers whose exact shape SmartSuite does not promise (smartsuite-api.md section 1.9). */

export function isObject(value: unknown): value is IDataObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function asObject(value: unknown): IDataObject {
	return isObject(value) ? value : {};
}

export function asText(value: unknown): string {
	return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** The list in an answer: bare, or under one of these keys; an absent list is an empty one. */
export function listIn(body: unknown, ...keys: string[]): IDataObject[] {
	if (Array.isArray(body)) return body.filter(isObject);
	const list = keys.map((key) => asObject(body)[key]).find(Array.isArray);
	return (list ?? []).filter(isObject);
}

/**
 * The object with the named snake_case keys also recognised in camelCase; all else untouched. Where it
 * is in snake_case already, as the documents say, it is the same object: a page has hundreds of them.
 */
export function inSnakeCase(raw: unknown, keys: readonly string[]): IDataObject {
	const object = asObject(raw);
	const spellings = spellingsOf(keys);
	if (!Object.keys(object).some((key) => spellings.has(key))) return object;
	return Object.fromEntries(
		Object.entries(object).map(([key, value]) => [spellings.get(key) ?? key, value]),
	);
}

/** By list of keys; goes with it. */
const remembered = new WeakMap<readonly string[], ReadonlyMap<string, string>>();

function spellingsOf(keys: readonly string[]): ReadonlyMap<string, string> {
	const spellings = remembered.get(keys) ?? new Map(keys.map((key) => [camelCase(key), key]));
	remembered.set(keys, spellings);
	return spellings;
}

function camelCase(key: string): string {
	return key.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
}
