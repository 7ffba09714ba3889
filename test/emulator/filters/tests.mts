import { filesIn } from '../fields/files.mts';
import { isObject } from '../types.mts';
import type { World } from '../world.mts';
import type { FieldGroup } from './comparisons.mts';
import { dayOf, daysOf } from './days.mts';
import { idsOf, momentOf, numberOf, textsOf } from './read.mts';

/** Whether a stored value passes. */
export type Test = (value: unknown) => boolean;

export interface Condition {
	comparison: string;
	/** As the filter has it. */
	wanted: unknown;
	/** `from_date` or `to_date`, where the filter names a part of a range. */
	part?: string;
}

/** Thrown for a value that the comparison cannot have. */
export class WrongValue extends Error {}

/** The test of one condition; emptiness is not among them. */
export function testOf(world: World, group: FieldGroup, condition: Condition): Test {
	switch (group) {
		case 'text':
			return textTest(world, condition);
		case 'number':
		case 'count':
			return numberTest(condition);
		case 'choice':
		case 'list':
			return idTest(world, condition);
		case 'link':
			return linkTest(world, condition);
		case 'yesno':
			return yesNoTest(condition);
		case 'date':
		case 'duedate':
			return dateTest(world, condition);
		case 'file':
			return fileTest(condition);
		case 'other':
			throw new WrongValue('Not allowed comparison.');
	}
}

function textTest({ switches }: World, { comparison, wanted }: Condition): Test {
	const fold = (text: string) => (switches.textCase === 'alike' ? text.toLowerCase() : text);
	const sought = fold(textIn(wanted));
	const tests: Record<string, Test> = {
		is: (value) => textsOf(value).some((text) => fold(text) === sought),
		contains: (value) => textsOf(value).some((text) => fold(text).includes(sought)),
	};
	return orOpposite(comparison, tests, { is_not: 'is', not_contains: 'contains' });
}

function numberTest({ comparison, wanted }: Condition): Test {
	const isText = typeof wanted === 'string' && wanted.trim() !== '';
	const sought = typeof wanted === 'number' || isText ? Number(wanted) : NaN;
	if (Number.isNaN(sought)) throw new WrongValue('A valid number is required.');
	const compare = (holds: (number: number) => boolean): Test => {
		return (value) => {
			const number = numberOf(value);
			return number !== undefined && holds(number);
		};
	};
	const tests: Record<string, Test> = {
		is_equal_to: compare((number) => number === sought),
		is: compare((number) => number === sought),
		is_greater_than: compare((number) => number > sought),
		is_less_than: compare((number) => number < sought),
		is_equal_or_greater_than: compare((number) => number >= sought),
		is_equal_or_less_than: compare((number) => number <= sought),
	};
	return orOpposite(comparison, tests, { is_not_equal_to: 'is_equal_to' });
}

/** Choices, tags, members, links: by their ids. */
function idTest({ switches }: World, { comparison, wanted }: Condition): Test {
	if (comparison === 'is' || comparison === 'is_not') {
		const sought = textIn(wanted);
		const is: Test = (value) => idsOf(value).includes(sought);
		return orOpposite(comparison, { is }, { is_not: 'is' });
	}
	const sought = idsIn(wanted);
	if (sought.length === 0) return () => switches.emptyListFilter === 'everything';
	const any: Test = (value) => idsOf(value).some((id) => sought.includes(id));
	const all: Test = (value) => sought.every((id) => idsOf(value).includes(id));
	const exactly: Test = (value) => all(value) && idsOf(value).every((id) => sought.includes(id));
	const tests = { is_any_of: any, has_any_of: any, has_all_of: all, is_exactly: exactly };
	return orOpposite(comparison, tests, { is_none_of: 'is_any_of', has_none_of: 'has_any_of' });
}

/** By ids, or by titles of the linked records; `is` finds nothing (docs/internals/smartsuite.md 4.1). */
function linkTest(world: World, condition: Condition): Test {
	const { comparison } = condition;
	if (comparison === 'is') return () => false;
	if (comparison !== 'contains' && comparison !== 'not_contains') return idTest(world, condition);
	const titles = (value: unknown) => idsOf(value).flatMap((id) => titleOf(world, id));
	const test = textTest(world, condition);
	return (value) => test(titles(value));
}

function titleOf({ records }: World, id: string): string[] {
	return [...records.values()].flatMap((table) => table.get(id)?.title ?? []);
}

function yesNoTest({ wanted }: Condition): Test {
	if (typeof wanted !== 'boolean') throw new WrongValue('Must be a valid boolean.');
	return (value) => (value === true) === wanted;
}

function dateTest(world: World, { comparison, wanted, part }: Condition): Test {
	const days = daysOf(world, wanted);
	if (!days) throw new WrongValue('Enter a valid date_mode and date_mode_value.');
	const compare = (holds: (day: string) => boolean): Test => {
		return (value) => {
			const moment = momentOf(value, part);
			return moment !== undefined && holds(dayOf(moment, world));
		};
	};
	const tests: Record<string, Test> = {
		is: compare((day) => day >= days.from && day <= days.to),
		is_before: compare((day) => day < days.from),
		is_on_or_before: compare((day) => day <= days.to),
		is_after: compare((day) => day > days.to),
		is_on_or_after: compare((day) => day >= days.from),
	};
	return orOpposite(comparison, tests, { is_not: 'is' });
}

function fileTest({ comparison, wanted }: Condition): Test {
	const sought = textIn(wanted).toLowerCase();
	return (value) =>
		filesIn(value).some(({ file_type, metadata }) => {
			if (comparison === 'file_type_is') return file_type === sought;
			const name = isObject(metadata) ? String(metadata.filename) : '';
			return name.toLowerCase().includes(sought);
		});
}

/** The test of that name, or the opposite of the one that it negates. */
function orOpposite(
	name: string,
	tests: Record<string, Test>,
	negated: Record<string, string>,
): Test {
	const test = tests[negated[name] ?? name];
	if (!test) throw new WrongValue('Not allowed comparison.');
	return name in negated ? (value) => !test(value) : test;
}

function textIn(wanted: unknown): string {
	if (typeof wanted === 'string' || typeof wanted === 'number') return String(wanted);
	throw new WrongValue('Not a valid string.');
}

function idsIn(wanted: unknown): string[] {
	if (Array.isArray(wanted)) return wanted.map(textIn);
	throw new WrongValue('Expected a list of items.');
}
