import { FieldRefusal, type FieldType, type Writing } from './field-type.mts';

/** Kept as text, as in `'12.0'`: recorded answers for numbers, percents and durations. */
export const decimal: FieldType = {
	empty: () => null,
	store: (value, writing) => spelled(value, writing, true),
};

/** Kept as text without a point that it does not need, as in `'12'`: recorded answers. */
export const currency: FieldType = {
	empty: () => null,
	store: (value, writing) => spelled(value, writing, false),
};

/** Ratings, sliders and progress are numbers in JSON (docs/internals/smartsuite.md 4.2). */
export const plainNumber: FieldType = {
	empty: () => null,
	store: (value, writing) => (value === '' ? null : numberIn(value, writing)),
};

function spelled(value: unknown, writing: Writing, withPoint: boolean): unknown {
	if (value === '') return null;
	const number = numberIn(value, writing);
	const { numberSpelling } = writing.world.switches;
	if (numberSpelling === 'number') return number;
	const text = String(number);
	const isWhole = /^-?\d+$/.test(text);
	return withPoint && isWhole && numberSpelling === 'recorded' ? `${text}.0` : text;
}

/** A number within the field's bounds, which the switch `numberBounds` may leave unheeded. */
function numberIn(value: unknown, { field, world }: Writing): number {
	const isText = typeof value === 'string' && value.trim() !== '';
	const number = typeof value === 'number' || isText ? Number(value) : NaN;
	if (!Number.isFinite(number)) throw new FieldRefusal('A valid number is required.');
	if (world.switches.numberBounds === 'unheeded') return number;
	const { min_value, max_value } = field.params;
	if (typeof min_value === 'number' && number < min_value) {
		throw new FieldRefusal(`Ensure this value is greater than or equal to ${min_value}.`);
	}
	if (typeof max_value === 'number' && number > max_value) {
		throw new FieldRefusal(`Ensure this value is less than or equal to ${max_value}.`);
	}
	return number;
}
