import { asObject, isObject } from '../../api';
import type { FieldValue } from '../field-type';
import { asNumberIfExact, idOf, isBlank, listOf } from './shapes';

/** How a value that was sent is found again in SmartSuite's answer, kind by kind. */

/** The same JSON, whatever the order of its keys; empty ones are alike. */
export function sameJson(sent: FieldValue, stored: FieldValue): boolean {
	if (isBlank(sent) || isBlank(stored)) return isBlank(sent) && isBlank(stored);
	if (Array.isArray(sent) && Array.isArray(stored)) {
		const others = stored as FieldValue[];
		const own = sent as FieldValue[];
		return own.length === others.length && own.every((value, nth) => sameJson(value, others[nth]));
	}
	if (isObject(sent) && isObject(stored)) return hasAllOf(sent, stored);
	return sent === stored;
}

/** Whether the stored object has what was sent; SmartSuite adds properties of its own. */
export function hasAllOf(sent: FieldValue, stored: FieldValue): boolean {
	if (isBlank(sent) || isBlank(stored)) return isBlank(sent) && isBlank(stored);
	const there = asObject(stored);
	return Object.entries(asObject(sent)).every(([key, value]) => sameJson(value, there[key]));
}

/** SmartSuite may trim what it stores, and writes its own line breaks. */
export function sameText(sent: FieldValue, stored: FieldValue): boolean {
	const plain = (value: FieldValue) =>
		String(value ?? '')
			.replace(/\r\n?/g, '\n')
			.trim();
	return plain(sent) === plain(stored);
}

/** Numbers come back in another spelling: `'12.0'` for 12 (docs/internals/smartsuite.md section 4.3). */
export function sameNumber(sent: FieldValue, stored: FieldValue): boolean {
	return asNumberIfExact(sent) === asNumberIfExact(stored);
}

/** The same ids or texts in any order. */
export function sameSet(sent: FieldValue, stored: FieldValue): boolean {
	const own = new Set(listOf(sent).map((value) => idOf(value)));
	const others = new Set(listOf(stored).map((value) => idOf(value)));
	return own.size === others.size && [...own].every((id) => others.has(id));
}

/** The same entry of a list of choices, whether it stands alone or as `{value}`. */
export function sameChoice(sent: FieldValue, stored: FieldValue): boolean {
	return idOf(sent, 'value') === idOf(stored, 'value');
}

/** The same objects in the same order, by what was sent of each. */
export function sameEntries(sent: FieldValue, stored: FieldValue): boolean {
	const own = listOf(sent);
	const others = listOf(stored);
	return own.length === others.length && own.every((entry, nth) => hasAllOf(entry, others[nth]));
}
