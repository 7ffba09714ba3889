import { describe, expect, it } from 'vitest';

import { collect, PAGE_SIZE, pageRequest, pagesFrom } from '../../nodes/SmartSuite/api/pages.ts';
import type { FetchPage, Page } from '../../nodes/SmartSuite/api/pages.ts';
import { failed } from './failure-setup.mts';

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
	for await (const { pageSize, ...one } of pagesFrom(fetchPage, from)) {
		expect(pageSize).toBe(PAGE_SIZE);
		pages.push(one);
	}
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

describe('the size of the pages', () => {
	const book: Book = { '': page([1], 'a'), a: page([2], 'b'), b: page([3]) };

	/** Reads the book where these are the largest sizes; 0 has the server refuse any that is named. */
	async function sizes(largest: Record<string, number>, pageSize?: number) {
		const asked: Array<[token: string, size: number]> = [];
		const fetchPage: FetchPage<number> = async (token, size) => {
			asked.push([token, size]);
			if (size > (largest[token] ?? Infinity)) throw refusal;
			return await Promise.resolve(book[token] ?? page([]));
		};
		const items = await collect(pagesFrom(fetchPage, '', pageSize));
		return { asked, items };
	}
	const refusal = failed('refused');

	it.each<{ is: string; pageSize?: number; largest: Record<string, number>; asked: unknown[] }>([
		{
			is: 'as in the documents unless another is asked for',
			largest: {},
			asked: [
				['', 50],
				['a', 50],
				['b', 50],
			],
		},
		{
			is: 'stepped down to what the server takes, and stays there',
			pageSize: 200,
			largest: { '': 50 },
			asked: [
				['', 200],
				['', 50],
				['a', 50],
				['b', 50],
			],
		},
		{
			is: 'left to the server where it takes none',
			pageSize: 200,
			largest: { '': 0, a: 0, b: 0 },
			asked: [
				['', 200],
				['', 50],
				['', 0],
				['a', 0],
				['b', 0],
			],
		},
		{
			is: 'stepped down from one of its own',
			pageSize: 20,
			largest: { '': 10 },
			asked: [
				['', 20],
				['', 0],
				['a', 0],
				['b', 0],
			],
		},
		{
			is: 'stepped down also in between, without missing a page',
			pageSize: 200,
			largest: { a: 50, b: 0 },
			asked: [
				['', 200],
				['a', 200],
				['a', 50],
				['b', 50],
				['b', 0],
			],
		},
	])('is $is', async ({ largest, pageSize, asked }) => {
		expect(await sizes(largest, pageSize)).toEqual({ asked, items: [1, 2, 3] });
	});

	it('is not why the server refuses a page where it may choose', async () => {
		await expect(sizes({ '': -1 })).rejects.toBe(refusal);
	});

	it('goes without saying where the server is to choose', () => {
		expect(pageRequest('7', 50)).toStrictEqual({ page_size: '50', page_token: '7' });
		expect(pageRequest('7', 0)).toStrictEqual({ page_token: '7' });
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
