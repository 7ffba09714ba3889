import type { IDataObject } from 'n8n-workflow';

/** Reads answers whose exact shape SmartSuite does not promise (docs/internals/smartsuite.md section 1.9). */

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

/** What a number, `true` or a date takes, with the comma, and what a key or a text takes besides its letters. */
const SCALAR_WEIGHT = 6;
const FRAME_WEIGHT = 4;

/**
 * About how many characters the value has as JSON, without making that text: an event may have megabytes.
 * It calls itself once a level, of which answers have 500 at most (see transport/limits.ts).
 */
export function weightOf(json: unknown): number {
	if (typeof json === 'string') return json.length + FRAME_WEIGHT;
	if (typeof json !== 'object' || json === null) return SCALAR_WEIGHT;
	let weight = FRAME_WEIGHT;
	if (Array.isArray(json)) {
		for (let at = 0; at < json.length; at++) weight += weightOf(json[at]);
		return weight;
	}
	const parts = json as IDataObject;
	// A list of the keys, or a closure, for each of a page's thousands of objects would fill memory.
	for (const key in parts) {
		if (Object.hasOwn(parts, key)) weight += key.length + FRAME_WEIGHT + weightOf(parts[key]);
	}
	return weight;
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
