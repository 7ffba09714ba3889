import { describe, expect, it } from 'vitest';

import { parseEvent } from '../../nodes/SmartSuite/api/event.ts';
import type { ChangeEvent } from '../../nodes/SmartSuite/api/index.ts';
import { toItems } from '../../nodes/SmartSuite/trigger/items.ts';
import * as documented from './documented.mts';
import { byMethod, callsOf, ok, status } from './fake-context.mts';
import type { React } from './fake-context.mts';
import { fakeTrigger } from './fake-trigger.mts';

const TABLE = 'table of items';
const noCalls: React = () => status(500);

/** A change of a record in the table by this member. */
const change = (nth: number, by?: string) =>
	parseEvent({
		event_id: `w.${nth}`,
		kind: 'RECORD_UPDATED',
		record_event_data: {
			locator: { application_id: TABLE },
			data: { title: `title ${nth}`, ...(by && { last_updated: { by } }) },
			previous: { title: 'before' },
		},
	});

const events = [change(1, 'ann'), change(2), change(3, 'bob'), change(4, 'ann')];

/** The items that a node with these parameters makes of the events. */
async function itemsOf(parameters: object, of: readonly ChangeEvent[] = events, react = noCalls) {
	const fake = fakeTrigger(react, { parameters: { ...parameters } });
	return { items: await toItems(fake.inWebhook, of), calls: callsOf(fake) };
}

describe('the items of events', () => {
	it.each([{}, { simplify: true }, { 'options.fieldNames': 'slug' }])(
		'are simplified, with slugs, in their order: %j',
		async (parameters) => {
			expect(await itemsOf(parameters)).toEqual({
				items: events.map(({ simplified }) => ({ json: simplified })),
				calls: [],
			});
		},
	);

	it.each([{ simplify: false }, { simplify: false, 'options.fieldNames': 'label' }])(
		'are as the API gave them, untouched: %j',
		async (parameters) => {
			expect(await itemsOf(parameters)).toEqual({
				items: events.map(({ raw }) => ({ json: raw })),
				calls: [],
			});
		},
	);

	it('have labels for slugs where that is wanted', async () => {
		const table = { ...documented.table(), structure: [{ slug: 'title', label: 'Task' }] };
		const react = byMethod({ [encodeURIComponent(TABLE)]: () => ok(table) });
		const { items, calls } = await itemsOf({ 'options.fieldNames': 'label' }, [change(1)], react);
		expect(items).toEqual([
			{
				json: {
					...change(1).simplified,
					record: { Task: 'title 1' },
					previous: { Task: 'before' },
					changed_fields: ['Task'],
				},
			},
		]);
		expect(calls).toHaveLength(1);
	});

	it('are not made up when SmartSuite cannot tell the labels', async () => {
		const of = [{ ...change(1), tableId: 'unreadable table of items' }];
		const reading = itemsOf({ 'options.fieldNames': 'label' }, of);
		await expect(reading).rejects.toMatchObject({ kind: 'unavailable' });
	});

	it.each([
		{ ignored: ['ann'], left: [2, 3] },
		{ ignored: ['bob', 'ann'], left: [2] },
		{ ignored: ['bo'], left: [1, 2, 3, 4] },
		{ ignored: [], left: [1, 2, 3, 4] },
	])('lack the changes of ignored members: $ignored', async ({ ignored, left }) => {
		for (const simplify of [true, false]) {
			const { items } = await itemsOf({ 'options.ignoreMembers': ignored, simplify });
			expect(items.map(({ json }) => json.event_id)).toEqual(left.map((nth) => `w.${nth}`));
		}
	});

	it('need no table when all changes are of ignored members', async () => {
		const parameters = { 'options.ignoreMembers': ['ann'], 'options.fieldNames': 'label' };
		expect(await itemsOf(parameters, [change(1, 'ann')])).toEqual({ items: [], calls: [] });
	});
});
