import { NodeOperationError } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';

import {
	asBoolean,
	asChoice,
	asNumber,
	asTexts,
	numberWithin,
} from '../../nodes/SmartSuite/methods/values.ts';
import { nodeWith } from './fake-context.mts';

const node = nodeWith('1');

/** What the reading gives, or the error that it throws. */
function outcome(read: () => unknown): unknown {
	try {
		return read();
	} catch (error) {
		expect(error).toBeInstanceOf(NodeOperationError);
		const { message, description } = error as NodeOperationError;
		return [message, description];
	}
}

describe('a boolean', () => {
	it.each([true, 'true', ' True ', 'yes', 'on', 1, '1'])('is true for %j', (value) => {
		expect(asBoolean(node, 'Enabled', value, false)).toBe(true);
	});

	it.each([false, 'false', 'FALSE', 'no', 'off', 0, '0'])('is false for %j', (value) => {
		expect(asBoolean(node, 'Enabled', value, true)).toBe(false);
	});

	it.each([undefined, null, '', '  '])('is the default for %j', (value) => {
		expect([true, false].map((standard) => asBoolean(node, 'Enabled', value, standard))).toEqual([
			true,
			false,
		]);
	});

	it.each([
		['maybe', 'maybe'],
		[2, '2'],
		[{}, '{}'],
	])('is refused for %j', (value, shown) => {
		expect(outcome(() => asBoolean(node, 'Enabled', value, true))).toEqual([
			`'Enabled' is neither true nor false: '${shown}'`,
			'Enter true or false.',
		]);
	});
});

describe('a number', () => {
	const range = { least: 1, most: 144, isWhole: true };

	it.each([
		[10, 10],
		['10', 10],
		[' 10 ', 10],
		['+7', 7],
		['2.0', 2],
		[144, 144],
	])('%j is %j', (value, number) => {
		expect(asNumber(node, 'Limit', value, 50, range)).toBe(number);
		expect(numberWithin(value, range)).toBe(number);
	});

	it.each([undefined, null, ''])('is the default for %j', (value) => {
		expect(asNumber(node, 'Limit', value, 50, range)).toBe(50);
	});

	it.each([
		['many', "'Limit' is not a number: 'many'"],
		['1e3', "'Limit' is not a number: '1e3'"],
		['1,5', "'Limit' is not a number: '1,5'"],
		[Number.NaN, "'Limit' is not a number: 'NaN'"],
		[true, "'Limit' is not a number: 'true'"],
		[-5, "'Limit' is out of range: '-5'"],
		['0', "'Limit' is out of range: '0'"],
		[2.5, "'Limit' is out of range: '2.5'"],
		[145, "'Limit' is out of range: '145'"],
	])('is refused for %j', (value, message) => {
		const description = 'Enter a whole number from 1 to 144.';
		expect(outcome(() => asNumber(node, 'Limit', value, 50, range))).toEqual([
			message,
			description,
		]);
		expect(numberWithin(value, range)).toBeUndefined();
	});

	it('has no end where there is none', () => {
		const refused = outcome(() => asNumber(node, 'Hours', '-1', 1, { least: 0 }));
		expect(refused).toEqual(["'Hours' is out of range: '-1'", 'Enter a number from 0 on.']);
		expect(asNumber(node, 'Hours', '1000000', 1, { least: 0 })).toBe(1_000_000);
	});
});

describe('a choice', () => {
	const choices = [
		{ value: 'label', name: 'Label' },
		{ value: 'slug', name: 'Slug of the Field' },
	] as const;
	const read = (value: unknown) => asChoice(node, 'Names', value, choices, 'slug');

	it.each([
		['label', 'label'],
		[' LABEL ', 'label'],
		['Slug of the Field', 'slug'],
		['', 'slug'],
		[undefined, 'slug'],
	])('%j is %j', (value, chosen) => {
		expect(read(value)).toBe(chosen);
	});

	it('is refused with the choices there are', () => {
		expect(outcome(() => read('labels'))).toEqual([
			"'Names' has no such choice: 'labels'",
			'Choose one of: Label, Slug of the Field.',
		]);
	});
});

it.each([
	[
		['a', 'b', 'a'],
		['a', 'b'],
	],
	[
		[1, ' 2 ', null],
		['1', '2'],
	],
	['a', ['a']],
	['a, b,,', ['a', 'b']],
	['["a", "b"]', ['a', 'b']],
	['[a, b', ['[a', 'b']],
	[7, ['7']],
	[null, []],
	[undefined, []],
])('texts are read from a list, its JSON or a text: %j', (value, texts) => {
	expect(asTexts(value)).toEqual(texts);
});
