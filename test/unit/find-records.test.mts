import type { IDataObject } from 'n8n-workflow';
import { expect, it } from 'vitest';

import { findRecords } from '../../nodes/SmartSuite/api/records.ts';
import { fakeContext, ok } from './fake-context.mts';

const TABLE = '63b87cad645b3949631b55c1';
const numbered = (howMany: number) => Array.from({ length: howMany }, (_, nth) => `r${nth}`);

/** A table of these ids. After each page it is told how many were given, and may change. */
function tableOf(ids: string[], afterPage: (pages: number) => void = () => {}) {
	let pages = 0;
	return fakeContext(({ qs }) => {
		const { offset, limit } = qs as { offset: number; limit: number };
		const items = ids.slice(offset, offset + limit).map((id): IDataObject => ({ id }));
		const answer = ok({ items, total: ids.length, offset, limit });
		afterPage(++pages);
		return answer;
	});
}

it.each([0, 1, 999, 1_000, 1_001, 1_250, 2_000])(
	'gives each of %i records once, a thousand a call',
	async (howMany) => {
		const { context, sent } = tableOf(numbered(howMany));
		const found = await findRecords(context, TABLE, {});
		expect(found.map(({ id }) => id)).toEqual(numbered(howMany));
		expect(sent).toHaveLength(Math.max(1, Math.ceil(howMany / 1_000)));
	},
);

it.each([1, 3, 500])(
	'loses no record that stayed where %i vanish between two pages',
	async (gone) => {
		const ids = numbered(2_500);
		const { context } = tableOf(ids, (pages) => {
			if (pages === 1) ids.splice(10, gone);
		});
		const found = new Set((await findRecords(context, TABLE, {})).map(({ id }) => id));
		expect(ids.filter((id) => !found.has(id))).toEqual([]);
	},
);

it('gives none twice where records are added before the page', async () => {
	const ids = numbered(1_500);
	const { context } = tableOf(ids, (pages) => {
		if (pages === 1) ids.unshift('new1', 'new2');
	});
	const found = (await findRecords(context, TABLE, {})).map(({ id }) => id);
	expect(found).toHaveLength(new Set(found).size);
	expect(numbered(1_500).filter((id) => !found.includes(id))).toEqual([]);
});

it('asks for no more than the limit', async () => {
	const { context, sent } = tableOf(numbered(5_000));
	const found = await findRecords(context, TABLE, {}, 1_200);
	expect(found).toHaveLength(1_200);
	expect(sent.map(({ qs }) => qs as unknown)).toEqual([
		{ offset: 0, limit: 1_000 },
		{ offset: 1_000, limit: 200 },
	]);
});

it('ends where a server knows no offset', async () => {
	const { context, sent } = fakeContext(() => ok({ items: [{ id: 'r1' }], total: 5 }));
	expect(await findRecords(context, TABLE, {})).toEqual([{ id: 'r1' }]);
	expect(sent.length).toBeLessThanOrEqual(5);
});
