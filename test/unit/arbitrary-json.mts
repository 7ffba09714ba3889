import * as fc from 'fast-check';

import { MOST_LEVELS } from '../../nodes/SmartSuite/transport/limits.ts';

/** Cases a parser has to stand: `npm run test:fuzz` tries a hundred times as many. */
export const CASES = Number(process.env.FUZZ_CASES ?? 1_000);
/** For one group of them, on a slow machine. */
export const TIME_OUT_MS = 120_000;

/** Keys on which careless code breaks down, or changes every object there is. */
const NASTY_KEYS = ['__proto__', 'constructor', 'prototype', 'toString', 'length', 'then', '', '0'];

const scalar = fc.oneof(
	{
		arbitrary: fc.constantFrom(null, true, false, 0, -1, 1e308, '', '0', '__proto__', '\ud800'),
		weight: 12,
	},
	{ arbitrary: fc.constantFrom('RECORD_CREATED', '2026-11-23T12:00:00Z', 'w1.1'), weight: 6 },
	{ arbitrary: fc.integer(), weight: 6 },
	{ arbitrary: fc.string({ maxLength: 5 }), weight: 6 },
	{ arbitrary: fc.constant('<b>x'.repeat(10_000)), weight: 1 },
);

/** As deep as answers may be: deeper ones are refused (send.ts). */
const PAIRS = MOST_LEVELS / 2;
const deep: unknown = Object.defineProperty(
	JSON.parse(`${'{"a":['.repeat(PAIRS)}1${']}'.repeat(PAIRS)}`),
	// fast-check's report of a counterexample calls itself, too.
	fc.toStringMethod,
	{ value: () => '{"a":[{"a":[…' },
);

const spellings = (key: string) => [
	key,
	key.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase()),
];

/**
 * JSON of any shape, as `JSON.parse` would give it: with these keys in either spelling, others, and
 * nasty ones as own properties.
 */
export function jsonWith(...keys: string[]): fc.Arbitrary<unknown> {
	const key = fc.oneof(
		{ arbitrary: fc.constantFrom(...keys.flatMap(spellings)), weight: 6 },
		{ arbitrary: fc.constantFrom(...NASTY_KEYS), weight: 2 },
		{ arbitrary: fc.string({ maxLength: 4 }), weight: 1 },
	);
	const { json } = fc.letrec((tie) => ({
		json: fc.oneof(
			{ maxDepth: 3, depthSize: 'small' },
			{ arbitrary: scalar, weight: 3 },
			{
				arbitrary: fc.array(fc.tuple(key, tie('json')), { maxLength: 5 }).map(Object.fromEntries),
				weight: 6,
			},
			{ arbitrary: fc.array(tie('json'), { maxLength: 3 }), weight: 2 },
			{ arbitrary: fc.constant(deep), weight: 1 },
		),
	}));
	return json;
}

/** An object at the top, with what `base` has where the JSON has no other idea. */
export function objectWith(base: object, ...keys: string[]): fc.Arbitrary<object> {
	return fc
		.tuple(fc.boolean(), jsonWith(...keys))
		.map(([isComplete, json]) =>
			typeof json === 'object' && json !== null && !Array.isArray(json)
				? { ...(isComplete && base), ...json }
				: base,
		);
}

/** @throws when some code has given all objects a property */
export function checkPrototypes(): void {
	for (const key in {}) throw new Error(`Every object has a property ${key} now`);
	if (Object.getOwnPropertyNames(Object.prototype).join() !== UNTOUCHED) {
		throw new Error('Object.prototype is not what it was');
	}
}

const UNTOUCHED = Object.getOwnPropertyNames(Object.prototype).join();

/** The property itself, where `__proto__` may be one. */
export function own(object: object, key: string): unknown {
	return Object.getOwnPropertyDescriptor(object, key)?.value;
}

/** Whether it is an object that nobody gave another prototype. */
export function isPlain(value: unknown): value is Record<string, unknown> {
	return (
		typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype
	);
}

export const isText = (value: unknown): value is string => typeof value === 'string';
export const isTexts = (value: unknown) => Array.isArray(value) && value.every(isText);
