import { describe, expect, it } from 'vitest';

import { collect, pagesFrom } from '../../nodes/SmartSuite/api/pages.ts';
import type { Page } from '../../nodes/SmartSuite/api/pages.ts';

type Book = Record<string, Page<number>>;

const page = (items: number[], nextPageToken?: string): Page<number> => ({ items, nextPageToken });

/** Reads a book of pages by their tokens, and notes which were asked for. */
function reader(book: Book) {
	const asked: string[] = [];
	const fetchPage = async (token: string) => {
		asked.push(token);
		return await Promise.resolve(book[token] ?? page([]));
	};
	return { asked, fetchPage };
}

async function read(book: Book, from?: string) {
	const { asked, fetchPage } = reader(book);
	const pages: Array<Page<number>> = [];
	for await (const one of pagesFrom(fetchPage, from)) pages.push(one);
	return { asked, pages };
}

describe('the pages of a list', () => {
	it.each<{ ends: string; book: Book; asked: string[] }>([
		{ ends: 'the only page has no token', book: { '': page([1]) }, asked: [''] },
		{
			ends: 'the last page has no token',
			book: { '': page([1], 'a'), a: page([2]) },
			asked: ['', 'a'],
		},
		{
			ends: 'a page is empty, with a new token',
			book: { '': page([1], 'a'), a: page([], 'b') },
			asked: ['', 'a'],
		},
		{
			ends: 'a page is empty, with its own token',
			book: { '': page([1], 'a'), a: page([], 'a') },
			asked: ['', 'a'],
		},
		{ ends: 'a page is empty, without one', book: { '': page([1], 'a') }, asked: ['', 'a'] },
		{ ends: 'the first page is empty', book: { '': page([], 'a'), a: page([1]) }, asked: [''] },
		{
			ends: 'the token does not move on',
			book: { '': page([1], 'a'), a: page([2], 'a') },
			asked: ['', 'a'],
		},
	])('end where $ends', async ({ book, asked }) => {
		expect(await read(book)).toEqual({
			asked,
			pages: asked.map((token) => book[token] ?? page([])),
		});
	});

	it('go on from any token', async () => {
		const book = { '': page([1], 'a'), a: page([2], 'b'), b: page([3]) };
		expect(await read(book, 'a')).toEqual({ asked: ['a', 'b'], pages: [book.a, book.b] });
	});

	it('are fetched one at a time, none before it is wanted', async () => {
		const { asked, fetchPage } = reader({ '': page([1], 'a'), a: page([2], 'b') });
		const pages = pagesFrom(fetchPage);
		expect(asked).toEqual([]);
		await pages.next();
		expect(asked).toEqual(['']);
		await pages.next();
		expect(asked).toEqual(['', 'a']);
	});
});

describe('the items of the pages', () => {
	const book = { '': page([1, 2], 'a'), a: page([3, 4], 'b'), b: page([5], 'c'), c: page([]) };

	it.each([
		{ limit: undefined, items: [1, 2, 3, 4, 5], asked: ['', 'a', 'b', 'c'] },
		{ limit: 1, items: [1], asked: [''] },
		{ limit: 2, items: [1, 2], asked: [''] },
		{ limit: 3, items: [1, 2, 3], asked: ['', 'a'] },
		{ limit: 9, items: [1, 2, 3, 4, 5], asked: ['', 'a', 'b', 'c'] },
	])('are as many as asked for, and no page too many: $limit', async ({ limit, items, asked }) => {
		const { asked: fetched, fetchPage } = reader(book);
		expect(await collect(pagesFrom(fetchPage), limit)).toEqual(items);
		expect(fetched).toEqual(asked);
	});
});
