import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { parseEvent } from '../../nodes/SmartSuite/api/event.ts';
import { labelled } from '../../nodes/SmartSuite/api/index.ts';
import { labelsOf, withLabels } from '../../nodes/SmartSuite/api/labels.ts';
import * as documented from './documented.mts';
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
			names: ['Note', 'Note (sdup000002)', 'Note (s3)'],
		},
		{
			has: 'labels that every record has as keys',
			of: fields(['s1', 'id'], ['s2', 'ranking'], ['s3', 'application_id'], ['s4', 'ID']),
			names: ['id', 'ranking', 'application_id', 'ID'],
		},
		{
			has: 'a label that is what another becomes',
			of: fields(['s1', 'Note'], ['s2', 'Note (s3)'], ['s3', 'Note']),
			names: ['Note', 'Note (s3)', 'Note (s3) (s3)'],
		},
		{
			has: 'names of JavaScript',
			of: fields(['s1', '__proto__'], ['s2', 'toString']),
			names: ['__proto__', 'toString'],
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

describe('an event with labels', () => {
	it('has them in the record, in what was before and in what changed, values untouched', () => {
		const simplified = {
			event_id: 'w.1',
			title: 'not a field',
			record: { id: 'r', title: 'now', s1: { title: 'deep' }, s_new: [1] },
			previous: { title: 'before', s_new: [] },
			changed_fields: ['title', 's_new'],
			ctx: { title: 'not a field' },
		};
		expect(withLabels(simplified, labelsOf(fields(['title', 'Name'], ['s1', 'Note'])))).toEqual({
			event_id: 'w.1',
			title: 'not a field',
			record: { id: 'r', Name: 'now', Note: { title: 'deep' }, s_new: [1] },
			previous: { Name: 'before', s_new: [] },
			changed_fields: ['Name', 's_new'],
			ctx: { title: 'not a field' },
		});
	});

	it.each([
		{ called: 'what every record has', key: 'id' },
		{ called: 'what nobody has heard of', key: 'news' },
	])('keeps the keys of the record that are no fields: $called', ({ key }) => {
		const simplified = {
			record: { [key]: 'no field', s1: 'a field' },
			previous: { s1: 'before' },
			changed_fields: ['s1'],
		};
		expect(withLabels(simplified, labelsOf(fields(['s1', key])))).toEqual({
			record: { [key]: 'no field', [`${key} (s1)`]: 'a field' },
			previous: { [`${key} (s1)`]: 'before' },
			changed_fields: [`${key} (s1)`],
		});
	});

	it('has a label for what changed also where the record lacks the field', () => {
		const simplified = {
			record: { id: 'r' },
			previous: { s1: 'before' },
			changed_fields: ['s1'],
		};
		expect(withLabels(simplified, labelsOf(fields(['s1', 'id'])))).toEqual({
			record: { id: 'r' },
			previous: { 'id (s1)': 'before' },
			changed_fields: ['id (s1)'],
		});
	});

	it('changes no prototype, whatever a label is', () => {
		const simplified = { record: { s1: { polluted: true } }, previous: {} };
		const { record } = withLabels(simplified, labelsOf(fields(['s1', '__proto__'])));
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
		const items = await labelled(fake.context, events);
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
			const items = await labelled(fake.context, events);
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
		expect(await labelled(fake.context, [])).toEqual([]);
		expect(fake.sent).toEqual([]);
	});
});
