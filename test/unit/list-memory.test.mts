import type { IDataObject, ILoadOptionsFunctions } from 'n8n-workflow';
import { describe, expect, it, vi } from 'vitest';

import { methods } from '../../nodes/SmartSuite/methods/searches.ts';
import { fakeContext, networkFailure, ok, status } from './fake-context.mts';
import type { Reaction } from './fake-context.mts';
import { fakeTime } from './fake-time.mts';

fakeTime();

const MINUTE = 60_000;
const solutions = (...names: string[]) => ok(names.map((name) => ({ id: name, name })));

/** A dropdown of solutions on a server that answers so until told otherwise. */
function dropdown(answer: Reaction) {
	const current = { answer };
	const credential: IDataObject = {};
	const { context, sent } = fakeContext(() => current.answer, { credential });
	const panel = context as unknown as ILoadOptionsFunctions;
	const names = async (filter?: string) => {
		const { results } = await methods.listSearch.searchSolutions.call(panel, filter);
		return results.map(({ name }) => name);
	};
	return { current, credential, names, calls: () => sent.length };
}

it('remembers a list for a minute, whatever is typed', async () => {
	const { current, names, calls } = dropdown(solutions('Sales', 'Assets'));
	expect(await names()).toEqual(['Assets', 'Sales']);
	current.answer = solutions('Hiring');
	await vi.advanceTimersByTimeAsync(MINUTE - 1);
	expect([await names('sa'), calls()]).toEqual([['Sales'], 1]);
	await vi.advanceTimersByTimeAsync(1);
	expect([await names(), calls()]).toEqual([['Hiring'], 2]);
});

it('shares one call between dropdowns that ask at once', async () => {
	const { names, calls } = dropdown(solutions('Sales'));
	expect(await Promise.all([names(), names('s'), names('x')])).toEqual([['Sales'], ['Sales'], []]);
	expect(calls()).toBe(1);
});

it('does not remember a list that failed', async () => {
	const { current, names, calls } = dropdown(status(401));
	await expect(Promise.all([names(), names()])).rejects.toThrow('does not accept the API token');
	expect(calls()).toBe(1);
	current.answer = solutions('Sales');
	expect(await names()).toEqual(['Sales']);
});

it.each<IDataObject>([
	{ apiToken: 'another one' },
	{ accountId: 'sother' },
	{ apiUrl: 'https://other.example.com' },
])('reads anew with a changed credential: %o', async (change) => {
	const { current, credential, names } = dropdown(solutions('Sales'));
	await names();
	current.answer = solutions('Hiring');
	Object.assign(credential, change);
	expect(await names()).toEqual(['Hiring']);
});

it('shows nothing remembered once the credential lacks something', async () => {
	const { credential, names } = dropdown(solutions('Sales'));
	await names();
	credential.apiToken = '';
	await expect(names()).rejects.toThrow('The SmartSuite credential has no API Token');
});

it('keeps accounts of the same server apart', async () => {
	expect(await dropdown(solutions('Sales')).names()).toEqual(['Sales']);
	expect(await dropdown(solutions('Hiring')).names()).toEqual(['Hiring']);
});

it('forgets of two hundred lists the one that was not asked for the longest', async () => {
	const first = dropdown(solutions('Sales'));
	const second = dropdown(solutions('Hiring'));
	await second.names();
	await first.names();
	for (let n = 0; n < 198; n++) await dropdown(solutions('Other')).names();
	expect([await second.names(), second.calls()]).toEqual([['Hiring'], 1]);
	await dropdown(solutions('Other')).names();
	expect([await second.names(), second.calls()]).toEqual([['Hiring'], 1]);
	expect([await first.names(), first.calls()]).toEqual([['Sales'], 2]);
});

describe('while SmartSuite does not answer', () => {
	/** An answer that comes after so many ms. */
	const after = async <Late,>(ms: number, answer: Late): Promise<Late> => {
		await new Promise((resolve) => setTimeout(resolve, ms));
		return answer;
	};

	/** What became of a dropdown, and when: 'open' until then. */
	function watched(names: Promise<string[]>) {
		const startedAt = Date.now();
		const state: { shows: unknown; atMs?: number } = { shows: 'open' };
		const settled = (shows: unknown) =>
			Object.assign(state, { shows, atMs: Date.now() - startedAt });
		names.then(settled, ({ message }: Error) => settled(message));
		return state;
	}

	it('says so after 8 s, and shows the list once it is there, for one call', async () => {
		const { current, names, calls } = dropdown(solutions());
		current.answer = after(20_000, solutions('Sales'));
		const first = watched(names());
		await vi.advanceTimersByTimeAsync(10_000);
		expect(first).toEqual({ shows: 'SmartSuite has not answered for 8 s', atMs: 8_000 });
		const second = watched(names());
		const third = after(5_000, solutions()).then(() => watched(names()));
		await vi.advanceTimersByTimeAsync(10_000);
		expect(second).toEqual({ shows: 'SmartSuite has not answered for 8 s', atMs: 8_000 });
		expect(await third).toEqual({ shows: ['Sales'], atMs: 5_000 });
		expect([await names(), calls()]).toEqual([['Sales'], 1]);
	});

	it('says what to do meanwhile', async () => {
		const { current, names } = dropdown(solutions());
		current.answer = after(20_000, solutions());
		const failure = names().catch((error: unknown) => error);
		await vi.advanceTimersByTimeAsync(8_000);
		expect(await failure).toMatchObject({
			description: expect.stringMatching(
				/refresh the list in half a minute.* enter the ID/,
			) as string,
		});
	});

	it('shows the list that it gave before within 2 s, and then the new one', async () => {
		const { current, names } = dropdown(solutions('Sales'));
		await names();
		await vi.advanceTimersByTimeAsync(MINUTE);
		current.answer = after(20_000, solutions('Hiring'));
		const shown = watched(names());
		await vi.advanceTimersByTimeAsync(20_000);
		expect(shown).toEqual({ shows: ['Sales'], atMs: 2_000 });
		expect(await names()).toEqual(['Hiring']);
	});

	it.each([
		{ failure: 'throttled', answer: status(429) },
		{ failure: 'away', answer: status(503) },
		{ failure: 'out of reach', answer: networkFailure('ECONNREFUSED') },
	])('shows the list of the last day at once: $failure', async ({ answer }) => {
		const { current, names } = dropdown(solutions('Sales'));
		await names();
		current.answer = answer;
		await vi.advanceTimersByTimeAsync(MINUTE);
		expect(await names()).toEqual(['Sales']);
		await vi.advanceTimersByTimeAsync(24 * 60 * MINUTE);
		await expect(names()).rejects.toThrow(
			/^SmartSuite (blocks|temporarily blocks|could not|cannot)/,
		);
	});

	it.each([401, 403, 404])('shows nothing remembered where it refuses: %i', async (code) => {
		const { current, names } = dropdown(solutions('Sales'));
		await names();
		current.answer = status(code);
		await vi.advanceTimersByTimeAsync(MINUTE);
		await expect(names()).rejects.toThrow(/^SmartSuite (does not|has no)/);
	});
});
