import type { IDataObject, ILoadOptionsFunctions } from 'n8n-workflow';
import { expect, it, vi } from 'vitest';

import { methods } from '../../nodes/SmartSuite/methods/searches.ts';
import { fakeContext, ok, status } from './fake-context.mts';
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

it('forgets the oldest of two hundred lists', async () => {
	const first = dropdown(solutions('Sales'));
	await first.names();
	for (let n = 0; n < 199; n++) await dropdown(solutions('Other')).names();
	expect([await first.names(), first.calls()]).toEqual([['Sales'], 1]);
	await dropdown(solutions('Other')).names();
	expect([await first.names(), first.calls()]).toEqual([['Sales'], 2]);
});
