import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

import { CHECK_IDS, checkOf, NOT_LIVE } from '../../scripts/verify-live/catalog/index.mts';
import { SWITCHES } from '../emulator/switches.mts';

const CHECKOUT = join(import.meta.dirname, '..', '..');
const read = (...path: string[]) => readFileSync(join(CHECKOUT, ...path), 'utf8');

/** Rows of the tables, by what stands first in them: a question or a switch. */
const rows = read('docs', 'assumptions.md')
	.split('\n')
	.flatMap((line) => {
		const [, id, ...cells] = /^\| `([\w-]+)` \|(.*)\|$/.exec(line) ?? [];
		return id === undefined ? [] : [{ id, cells: cells.join('').split('|') }];
	});

/** What is in code quotes. */
const quoted = (text: string) => [...text.matchAll(/`([^`]+)`/g)].map(([, inner]) => inner ?? '');

/** The file that a cell names, below the package's folder or as it is. */
const sourceOf = (file: string) =>
	file.startsWith('credentials/') ? [file] : ['nodes', 'SmartSuite', file];

describe('docs/assumptions.md', () => {
	it('has a row for each question of verify:live, and for each that it cannot ask', () => {
		expect(rows.map(({ id }) => id)).toEqual(
			expect.arrayContaining([...CHECK_IDS, ...Object.keys(NOT_LIVE)]),
		);
		expect(rows).toHaveLength(CHECK_IDS.length + Object.keys(NOT_LIVE).length);
	});

	it('is about every switch of the emulator, through its question or by name', () => {
		const asked = CHECK_IDS.flatMap((id) => checkOf(id).switch ?? []);
		const switches = Object.keys(SWITCHES).sort();
		expect([...asked, ...Object.keys(NOT_LIVE)].sort()).toEqual(switches);
	});

	it.each(rows)('names code and tests that there are: $id', ({ id, cells }) => {
		const [, where = '', , tests = ''] = cells;
		if (!(id in NOT_LIVE)) {
			const places = quoted(where).map((place) => place.split(' '));
			expect(places).not.toEqual([]);
			const missing = places.filter(([file = '', name = '?']) => {
				const path = sourceOf(file);
				const isThere = new RegExp(`(function\\*?|const|interface|type|class|name:) '?${name}\\b`);
				return !existsSync(join(CHECKOUT, ...path)) || !isThere.test(read(...path));
			});
			expect(missing).toEqual([]);
		}
		const files = quoted(tests);
		if (files.length === 0) return expect(tests).toMatch(/none: \w/);
		const notThere = files.filter(
			(file) => !existsSync(join(CHECKOUT, 'test', `${file}.test.mts`)),
		);
		expect(notThere).toEqual([]);
	});
});
