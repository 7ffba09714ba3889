import { isObject, type JsonObject } from '../types.mts';

/** What filters and sorts look at in stored values. */

/** All texts of a value that people read: lines, the whole name, the file's name. */
export function textsOf(value: unknown): string[] {
	if (typeof value === 'string') return value === '' ? [] : [value];
	if (typeof value === 'number') return [String(value)];
	if (Array.isArray(value)) return value.flatMap(textsOf);
	if (!isObject(value)) return [];
	const { sys_root, sys_title, phone_number, preview, address } = value;
	return [sys_root, sys_title, phone_number, preview, address].flatMap(textsOf);
}

export function numberOf(value: unknown): number | undefined {
	if (value === null || value === undefined || value === '') return undefined;
	const number = Number(value);
	return Number.isNaN(number) ? undefined : number;
}

/** The ids that a value holds: of choices, tags, members, records. */
export function idsOf(value: unknown): string[] {
	if (isObject(value)) return idsOf(value.value);
	if (Array.isArray(value)) return value.filter((id) => typeof id === 'string');
	return typeof value === 'string' && value !== '' ? [value] : [];
}

export interface Moment {
	atMs: number;
	hasTime: boolean;
}

/** A range and a due date count by their end, unless the filter names a part. */
export function momentOf(value: unknown, part = 'to_date'): Moment | undefined {
	if (!isObject(value)) return undefined;
	if (part in value) return momentOf(value[part]);
	const text = value.date ?? value.on;
	if (typeof text !== 'string') return undefined;
	return { atMs: Date.parse(text), hasTime: 'on' in value || value.include_time === true };
}

/** Whether a field holds nothing, in any of the forms that types have for that. */
export function isEmpty(value: unknown): boolean {
	if (value === null || value === undefined || value === '') return true;
	if (Array.isArray(value)) return value.length === 0;
	if (!isObject(value)) return false;
	if ('data' in value) return isEmptyDocument(value);
	if ('from_date' in value || 'to_date' in value) {
		return isEmpty(value.from_date) && isEmpty(value.to_date);
	}
	if ('date' in value) return value.date === null;
	return 'value' in value && isEmpty(value.value);
}

const isEmptyDocument = ({ data, preview }: JsonObject) =>
	isEmpty(preview) && isObject(data) && isEmpty(data.content);
