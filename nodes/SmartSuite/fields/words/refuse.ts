import type { Field } from '../../api';
import { shorten } from '../../transport';
import type { FieldValue, Refusal } from '../field-type';

/** Enough to recognise a value by, and to see what there is to choose. */
const LONGEST_VALUE = 80;
const MOST_CHOICES = 50;

/**
 * A refusal that names the field.
 * @param problem what is wrong, as the end of a sentence that begins with the label
 * @param choices what would be right
 */
export function refused(
	{ label }: Pick<Field, 'label'>,
	problem: string,
	choices: readonly string[] = [],
): { refusal: Refusal } {
	return { refusal: { label, problem, choices: choices.slice(0, MOST_CHOICES) } };
}

/** What was looked for in vain: it may be there by now, though it was not known. */
export function namesMissed(refusals: readonly Refusal[]): string[] {
	return refusals.map(({ label, problem }) => `${label} ${problem}`);
}

/** The value as a message quotes it. */
export function quoted(value: FieldValue): string {
	const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
	return `'${shorten(text, LONGEST_VALUE)}'`;
}
