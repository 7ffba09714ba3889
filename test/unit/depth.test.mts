import { describe, expect, it } from 'vitest';

import { cutBelow, TOO_DEEP, wasCut } from '../../nodes/SmartSuite/transport/depth.ts';

/** One inside the other, so many levels of them. */
const nested = (levels: number, begin = '{"a":', end = '}'): unknown =>
	JSON.parse(`${begin.repeat(levels)}1${end.repeat(levels)}`);

describe('JSON that is cut below a level', () => {
	it.each<{ json: unknown; levels: number; becomes: unknown }>([
		{ json: 'text', levels: 0, becomes: 'text' },
		{ json: null, levels: 0, becomes: null },
		{ json: undefined, levels: 0, becomes: undefined },
		{ json: {}, levels: 0, becomes: TOO_DEEP },
		{ json: [], levels: 0, becomes: TOO_DEEP },
		{ json: { a: 1, b: [], c: null }, levels: 1, becomes: { a: 1, b: TOO_DEEP, c: null } },
		{ json: [[], 'x', {}], levels: 1, becomes: [TOO_DEEP, 'x', TOO_DEEP] },
		{ json: { a: { b: 1 } }, levels: 2, becomes: { a: { b: 1 } } },
		{ json: { a: [{}], b: {} }, levels: 2, becomes: { a: [TOO_DEEP], b: {} } },
	])('is $becomes: $json, $levels', ({ json, levels, becomes }) => {
		expect(cutBelow(json, levels)).toEqual(becomes);
	});

	it('is the same object, also where something was cut', () => {
		const json = { a: [{ b: [1] }] };
		const [inner] = json.a;
		expect(cutBelow(json, 3)).toBe(json);
		expect(json.a[0]).toBe(inner);
		expect(json).toEqual({ a: [{ b: TOO_DEEP }] });
	});

	it.each([
		['lists', '[', ']'],
		['objects', '{"a":', '}'],
		['both', '[{"a":', '}]'],
	])('may be as deep as it likes: %s', (_, begin, end) => {
		const text = JSON.stringify(cutBelow(nested(100_000, begin, end), 500));
		expect(text).toContain(JSON.stringify(TOO_DEEP));
		const levels = text.length - text.replace(/[[{]/g, '').length;
		expect(levels).toBe(500);
	});

	it('knows what holds a cut, from the top down, and nothing else', () => {
		const json = { deep: { a: { b: { c: 1 } } }, flat: { a: {} }, list: [{}, { a: { b: {} } }] };
		cutBelow(json, 3);
		expect([json, json.deep, json.deep.a, json.list, json.list[1]].map(wasCut)).toEqual([
			true,
			true,
			true,
			true,
			true,
		]);
		const others = [json.flat, json.flat.a, json.list[0], 'text', null, undefined, TOO_DEEP];
		expect(others.filter(wasCut)).toEqual([]);
	});

	it('knows of no cut where there was none', () => {
		const json = nested(500);
		cutBelow(json, 500);
		expect(wasCut(json)).toBe(false);
	});

	it('may have any keys, and changes no prototype', () => {
		const text =
			'{"__proto__":{"polluted":{}},"constructor":{"prototype":{}},"hasOwnProperty":{"a":{}}}';
		const json: unknown = JSON.parse(text);
		expect(JSON.stringify(cutBelow(json, 2))).toBe(text.replaceAll('{}', `"${TOO_DEEP}"`));
		const shallow: unknown = JSON.parse('{"__proto__":{"polluted":1}}');
		expect(JSON.stringify(cutBelow(shallow, 1))).toBe(`{"__proto__":"${TOO_DEEP}"}`);
		expect(Object.getPrototypeOf(shallow)).toBe(Object.prototype);
	});

	it('is not what prototypes carry', () => {
		const inherited = Object.create({ deep: { deeper: {} } }) as object;
		expect(cutBelow(inherited, 1)).toEqual({});
		expect(wasCut(inherited)).toBe(false);
	});
});
