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

/** The object with the named snake_case keys also recognised in camelCase; all else untouched. */
export function inSnakeCase(raw: unknown, keys: readonly string[]): IDataObject {
	const spellings = new Map(keys.map((key) => [camelCase(key), key]));
	return Object.fromEntries(
		Object.entries(asObject(raw)).map(([key, value]) => [spellings.get(key) ?? key, value]),
	);
}

function camelCase(key: string): string {
	return key.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
}
