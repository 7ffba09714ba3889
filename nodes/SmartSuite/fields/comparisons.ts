import type { Comparisons } from './field-type';

/** The comparisons of SmartSuite's filters, by kind of field (docs/internals/smartsuite.md section 4.1). */

/** Of types that no document says more about. */
export const EMPTY_COMPARISONS: Comparisons = { is_empty: 'nothing', is_not_empty: 'nothing' };

export const NO_COMPARISONS: Comparisons = {};

export const TEXT_COMPARISONS: Comparisons = {
	is: 'text',
	is_not: 'text',
	contains: 'text',
	not_contains: 'text',
	...EMPTY_COMPARISONS,
};

/** Without the two for empty ones: an auto number always has a value. */
export const COUNTER_COMPARISONS: Comparisons = {
	is_equal_to: 'number',
	is_not_equal_to: 'number',
	is_greater_than: 'number',
	is_less_than: 'number',
	is_equal_or_greater_than: 'number',
	is_equal_or_less_than: 'number',
};

export const NUMBER_COMPARISONS: Comparisons = { ...COUNTER_COMPARISONS, ...EMPTY_COMPARISONS };

export const CHOICE_COMPARISONS: Comparisons = {
	is: 'text',
	is_not: 'text',
	is_any_of: 'list',
	is_none_of: 'list',
	...EMPTY_COMPARISONS,
};

export const LIST_COMPARISONS: Comparisons = {
	has_any_of: 'list',
	has_all_of: 'list',
	is_exactly: 'list',
	has_none_of: 'list',
	...EMPTY_COMPARISONS,
};

export const LINK_COMPARISONS: Comparisons = {
	contains: 'text',
	not_contains: 'text',
	...LIST_COMPARISONS,
};

export const DATE_COMPARISONS: Comparisons = {
	is: 'date mode',
	is_not: 'date mode',
	is_before: 'date mode',
	is_on_or_before: 'date mode',
	is_after: 'date mode',
	is_on_or_after: 'date mode',
	...EMPTY_COMPARISONS,
};

export const DUE_DATE_COMPARISONS: Comparisons = {
	...DATE_COMPARISONS,
	is_overdue: 'nothing',
	is_not_overdue: 'nothing',
};

export const YES_NO_COMPARISONS: Comparisons = { is: 'boolean' };

export const FILE_COMPARISONS: Comparisons = {
	file_name_contains: 'text',
	file_type_is: 'text',
	...EMPTY_COMPARISONS,
};

/** The comparisons as people see them in SmartSuite. */
export const COMPARISON_NAMES: Readonly<Record<string, string>> = {
	contains: 'contains',
	file_name_contains: 'file name contains',
	file_type_is: 'file type is',
	has_all_of: 'has all of',
	has_any_of: 'has any of',
	has_none_of: 'has none of',
	is: 'is',
	is_after: 'is after',
	is_any_of: 'is any of',
	is_before: 'is before',
	is_empty: 'is empty',
	is_equal_or_greater_than: 'is equal to or greater than',
	is_equal_or_less_than: 'is equal to or less than',
	is_equal_to: 'is equal to',
	is_exactly: 'is exactly',
	is_greater_than: 'is greater than',
	is_less_than: 'is less than',
	is_none_of: 'is none of',
	is_not: 'is not',
	is_not_empty: 'is not empty',
	is_not_equal_to: 'is not equal to',
	is_not_overdue: 'is not overdue',
	is_on_or_after: 'is on or after',
	is_on_or_before: 'is on or before',
	is_overdue: 'is overdue',
	not_contains: 'does not contain',
};
