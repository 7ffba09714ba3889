import { describe, expect, it } from 'vitest';

import { parseEvent } from '../../nodes/SmartSuite/api/event.ts';
import { labelled, labelsOf, withLabels } from '../../nodes/SmartSuite/api/labels.ts';
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
			names: ['id (s1)', 'ranking (s2)', 'application_id (s3)', 'ID'],
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

	it('need no call when there are none', async () => {
		const fake = fakeContext(() => status(500));
		expect(await labelled(fake.context, [])).toEqual([]);
		expect(fake.sent).toEqual([]);
	});
});
