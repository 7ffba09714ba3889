import { describe, expect, it, vi } from 'vitest';

import { parseEvent } from '../../nodes/SmartSuite/api/event.ts';
import * as documented from './documented.mts';
import { byLabel } from './event-views.mts';
import { fakeContext, ok, status } from './fake-context.mts';
import type { Reaction } from './fake-context.mts';
import { fakeTime } from './fake-time.mts';

fakeTime();

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const table = (labels: Record<string, string>): Reaction =>
	ok({
		...documented.table(),
		structure: Object.entries(labels).map(([slug, label]) => ({ slug, label })),
	});
const taskOnly = table({ title: 'Task' });

let tables = 0;

/** A table that answers so until told otherwise, and the fields of its records as they are labelled. */
function reader(answer: Reaction) {
	const current = { answer };
	const tableId = `remembered table ${++tables}`;
	const fake = fakeContext(() => current.answer);
	const labels = async (...slugs: string[]) => {
		const data = Object.fromEntries(slugs.map((slug) => [slug, 1]));
		const locator = { application_id: tableId };
		const event = parseEvent({ record_event_data: { locator, data } });
		const [item] = await byLabel(fake, [event]);
		return Object.keys(item?.record as object);
	};
	return { current, labels, calls: () => fake.sent.length };
}

describe('the labels of a table', () => {
	it('are remembered for a day', async () => {
		const { current, labels, calls } = reader(taskOnly);
		expect(await labels('title')).toEqual(['Task']);
		current.answer = table({ title: 'To do' });
		await vi.advanceTimersByTimeAsync(DAY - 1);
		expect([await labels('title'), calls()]).toEqual([['Task'], 1]);
		await vi.advanceTimersByTimeAsync(1);
		expect([await labels('title'), calls()]).toEqual([['To do'], 2]);
	});

	it('are read anew for an unknown field, though not within a minute', async () => {
		const { current, labels, calls } = reader(taskOnly);
		await labels('title');
		current.answer = table({ title: 'Task', s_new: 'News' });
		await vi.advanceTimersByTimeAsync(MINUTE - 1);
		expect([await labels('title', 's_new'), calls()]).toEqual([['Task', 's_new'], 1]);
		await vi.advanceTimersByTimeAsync(1);
		expect([await labels('title', 's_new'), calls()]).toEqual([['Task', 'News'], 2]);
		expect([await labels('s_new'), calls()]).toEqual([['News'], 2]);
	});

	it('are not read anew for keys of records that were no fields before', async () => {
		const { labels, calls } = reader(taskOnly);
		expect(await labels('title', 'id', 'views')).toEqual(['Task', 'id', 'views']);
		await vi.advanceTimersByTimeAsync(DAY - 1);
		expect(await labels('id', 'ranking', 'views')).toEqual(['id', 'ranking', 'views']);
		expect(calls()).toBe(1);
	});

	it('are read at most once a minute where each record has another unknown key', async () => {
		const { labels, calls } = reader(taskOnly);
		for (let second = 0; second < 5 * 60; second++) {
			await labels('title', `unknown ${second}`);
			await vi.advanceTimersByTimeAsync(1_000);
		}
		expect(calls()).toBe(5);
	});

	it.each([
		{ what: 'is gone', answer: status(404, { detail: 'Not found.' }) },
		{ what: 'may not be seen', answer: status(403, { detail: 'You may not.' }) },
	])('are the slugs for an hour where the table $what', async ({ answer }) => {
		const { current, labels, calls } = reader(answer);
		expect(await labels('title', 'id')).toEqual(['title', 'id']);
		current.answer = taskOnly;
		await vi.advanceTimersByTimeAsync(HOUR - 1);
		expect([await labels('title'), calls()]).toEqual([['title'], 1]);
		await vi.advanceTimersByTimeAsync(1);
		expect([await labels('title'), calls()]).toEqual([['Task'], 2]);
	});

	it('are not looked for where an event names no table', async () => {
		const fake = fakeContext(() => taskOnly);
		const [item] = await byLabel(fake, [parseEvent({ record_event_data: { data: { title: 1 } } })]);
		expect([item?.record, fake.sent, fake.logged]).toEqual([{ title: 1 }, [], []]);
	});

	it('are of one table, not of another', async () => {
		const one = reader(taskOnly);
		const other = reader(table({ title: 'Contact' }));
		expect([await one.labels('title'), await other.labels('title')]).toEqual([
			['Task'],
			['Contact'],
		]);
	});
});
