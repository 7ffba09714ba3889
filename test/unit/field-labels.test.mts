import * as fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';

import { parseEvent } from '../../nodes/SmartSuite/api/event.ts';
import { lookupIn } from '../../nodes/SmartSuite/fields/lookup.ts';
import { labelsOf } from '../../nodes/SmartSuite/fields/names.ts';
import { namesFor, shownRecord, structured } from '../../nodes/SmartSuite/fields/shown-record.ts';
import * as documented from './documented.mts';
import { byLabel } from './event-views.mts';
import { byMethod, callsOf, fakeContext, ok, status } from './fake-context.mts';

const fields = (...pairs: Array<[slug: string, label: string]>) =>
	pairs.map(([slug, label]) => ({ slug, label }));

describe('the labels of a table', () => {
	it.each([
		{
			has: 'a label for each field',
			of: fields(['title', 'Name'], ['s1', 'Note']),
			names: ['Name', 'Note'],
		},
		{
			has: 'one label three times',
			of: fields(['s1', 'Note'], ['sdup000002', 'Note'], ['s3', 'Note']),
			names: ['Note (s1)', 'Note (sdup000002)', 'Note (s3)'],
		},
		{
			has: 'labels that every record has as keys',
			of: fields(['s1', 'id'], ['s2', 'ranking'], ['s3', 'application_id'], ['s4', 'ID']),
			names: ['id (s1)', 'ranking (s2)', 'application_id (s3)', 'ID'],
		},
		{
			has: 'a label that is what another becomes',
			of: fields(['s1', 'Note'], ['s2', 'Note (s3)'], ['s3', 'Note']),
			names: ['Note (s1)', 'Note (s3)', 'Note (s3) (s3)'],
		},
		{
			has: 'names of JavaScript',
			of: fields(['s1', '__proto__'], ['s2', 'toString']),
			names: ['__proto__', 'toString'],
		},
		{
			has: 'labels that items have beside the fields',
			of: fields(['s1', 'record_id'], ['s2', 'not_stored'], ['s3', 'Record_ID']),
			names: ['record_id (s1)', 'not_stored (s2)', 'Record_ID'],
		},
		{
			has: 'a label that items have, as the slug of the same field',
			of: fields(['record_id', 'record_id']),
			names: ['record_id'],
		},
		{ has: 'no fields', of: [], names: [] },
	])('are unambiguous when it has $has', ({ of, names }) => {
		expect([...labelsOf(of)]).toEqual(of.map(({ slug }, nth) => [slug, names[nth]]));
	});

	it('give every field a name of its own', () => {
		const label = fc.constantFrom('Note', 'Note (b)', 'Note (c)', 'id', 'id (a)', 'b', 'c');
		fc.assert(
			fc.property(label, label, label, (a, b, c) => {
				expect(new Set(labelsOf(fields(['a', a], ['b', b], ['c', c])).values()).size).toBe(3);
			}),
		);
	});
});

/** A record as items have it, in a table of these fields. */
function shown(record: IDataObject, of: ReturnType<typeof fields>, keys = Object.keys(record)) {
	const all = of.map((one) => ({ ...one, type: '', hidden: false, params: {} }));
	const structure = structured({
		id: '',
		name: '',
		solutionId: '',
		titleSlug: 'title',
		fields: all,
	});
	const view = { fieldNames: 'label', values: 'raw' } as const;
	const showing = { ...view, structure, names: lookupIn(undefined) };
	return shownRecord(record, namesFor(keys, showing), showing);
}

describe('a record with labels', () => {
	it("has the table's fields in the table's order, and behind them what is no field", () => {
		const record = { id: 'r', s1: { title: 'deep' }, s_new: [1], title: 'now' };
		const named = shown(record, fields(['title', 'Name'], ['s1', 'Note'], ['s2', 'Absent']));
		expect(Object.entries(named)).toEqual([
			['Name', 'now'],
			['Note', { title: 'deep' }],
			['id', 'r'],
			['s_new', [1]],
		]);
	});

	it('keeps the keys of the record that are no fields, whatever labels there are', () => {
		const named = shown({ news: 'no field', s1: 'a field' }, fields(['s1', 'news']));
		expect(named).toEqual({ news: 'no field', 'news (s1)': 'a field' });
	});

	it('has the same names in what was before', () => {
		const named = shown({ s1: 'before' }, fields(['s1', 'news']), ['news', 's1']);
		expect(named).toEqual({ 'news (s1)': 'before' });
	});

	it('changes no prototype, whatever a label is', () => {
		const record = shown({ s1: { polluted: true } }, fields(['s1', '__proto__']));
		expect(JSON.stringify(record)).toBe('{"__proto__":{"polluted":true}}');
		expect(Object.getPrototypeOf(record)).toBe(Object.prototype);
	});
});

describe('events with labels', () => {
	const TABLE = documented.event().record_event_data.locator.application_id;
	const inTable = (application_id: string, data: object) =>
		parseEvent({ event_id: 'w.1', record_event_data: { locator: { application_id }, data } });
	const table = (id: string, label: string) =>
		ok({ ...documented.table(), id, structure: [{ slug: 'title', label }] });

	it('read each table once', async () => {
		const fake = fakeContext(
			byMethod({ [TABLE]: () => table(TABLE, 'Task'), t2: () => table('t2', 'Contact') }),
		);
		const events = [
			inTable(TABLE, { title: 'one' }),
			inTable('t2', { title: 'two' }),
			inTable(TABLE, { title: 'three' }),
		];
		const items = await byLabel(fake, events);
		expect(items.map(({ record }) => record)).toEqual([
			{ Task: 'one' },
			{ Contact: 'two' },
			{ Task: 'three' },
		]);
		expect(callsOf(fake).map(([id]) => id)).toEqual([TABLE, 't2']);
	});

	it.each([
		{ because: 'is gone', answer: status(404, { detail: 'Not found.' }) },
		{ because: 'may not be seen', answer: status(403, { detail: 'You may not.' }) },
	])(
		'have slugs where the table $because, which is asked for once',
		async ({ because, answer }) => {
			const [lost, there] = [`table that ${because}`, `table beside one that ${because}`];
			const fake = fakeContext(({ url }) =>
				url.includes(encodeURIComponent(there)) ? table(there, 'Task') : answer,
			);
			const events = [
				inTable(lost, { title: 'one' }),
				inTable(there, { title: 'two' }),
				inTable(lost, { title: 'three' }),
			];
			const items = await byLabel(fake, events);
			expect(items.map(({ record }) => record)).toEqual([
				{ title: 'one' },
				{ Task: 'two' },
				{ title: 'three' },
			]);
			expect(callsOf(fake).map(([id]) => id)).toEqual([lost, there].map(encodeURIComponent));
		},
	);

	it('need no call when there are none', async () => {
		const fake = fakeContext(() => status(500));
		expect(await byLabel(fake, [])).toEqual([]);
		expect(fake.sent).toEqual([]);
	});
});
