import type { IDataObject } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';

import { parseEvent } from '../../nodes/SmartSuite/api/event.ts';
import * as documented from './documented.mts';
import { eventWith } from './documented.mts';
import { inCamelCase } from './spelling.mts';

const simplified = () => ({
	kind: 'RECORD_CREATED',
	table: null,
	record: documented.record(),
	previous: {},
	changed_fields: [],
	changed_by: { id: '63a1f65723aaf6bcb564b1f1', name: null, email: null } as object | null,
	event_at: '2023-06-21T21:14:06.263Z',
	record_id: '6493681eba09b400816eb754',
	record_url: null,
	event_id: '2f7cc6e0-b709-4b04-964a-3706c89c78e3.994',
	table_id: '63b87cad645b3949631b55c1',
	solution_id: '63b87cad645b3949631b55bf',
	account_id: 'WORKSPACE_ID',
	webhook_id: '2f7cc6e0-b709-4b04-964a-3706c89c78e3',
	ctx: documented.event().ctx,
});

describe('an event', () => {
	it('as documented is read whole', () => {
		expect(parseEvent(documented.event())).toEqual({
			eventId: '2f7cc6e0-b709-4b04-964a-3706c89c78e3.994',
			tableId: '63b87cad645b3949631b55c1',
			memberId: '63a1f65723aaf6bcb564b1f1',
			simplified: simplified(),
			raw: documented.event(),
		});
	});

	it('has its properties in the order of the design', () => {
		expect(Object.keys(parseEvent(documented.event()).simplified)).toEqual(
			Object.keys(simplified()),
		);
	});

	it('is read in camelCase, the record untouched', () => {
		const raw = inCamelCase(documented.event(), 'data', 'previous', 'ctx') as IDataObject;
		const event = parseEvent(raw);
		expect(event.simplified).toEqual(simplified());
		expect(event.raw).toEqual(raw);
	});

	it('has a kind by number too', () => {
		const kinds = [1, 2, 3, 'RECORD_DELETED', 'RECORD_MOVED'].map(
			(kind) => parseEvent({ ...documented.event(), kind }).simplified.kind,
		);
		expect(kinds).toEqual([
			'RECORD_CREATED',
			'RECORD_UPDATED',
			'RECORD_DELETED',
			'RECORD_DELETED',
			'RECORD_MOVED',
		]);
	});

	it('of an update names the fields that changed, in their order', () => {
		const previous = { title: 'before', status: null, s0a1b2c3: { unheard: ['of'] } };
		const { simplified: event } = parseEvent(eventWith(documented.record(), previous));
		expect(event).toEqual({
			...simplified(),
			changed_fields: ['title', 'status', 's0a1b2c3'],
			previous,
		});
	});

	it('of an update names the fields whose values differ where all were given', () => {
		const previous = { ...documented.record(), title: 'before', gone: 1 };
		const { simplified: event } = parseEvent(eventWith(documented.record(), previous));
		expect(event).toMatchObject({ changed_fields: ['title', 'gone'], previous });
	});

	it.each([
		{ kind: 'RECORD_CREATED', by: 'who updated' },
		{ kind: 'RECORD_UPDATED', by: 'who updated' },
		{ kind: 2, by: 'who updated' },
		{ kind: 'RECORD_DELETED', by: 'who deleted' },
		{ kind: 3, by: 'who deleted' },
	])('of the kind $kind is the change of the member $by the record last', ({ kind, by }) => {
		const data = { last_updated: { by: 'who updated' }, deleted_by: 'who deleted' };
		expect(parseEvent({ ...eventWith(data), kind }).memberId).toBe(by);
	});

	it.each([
		{ kind: 'RECORD_UPDATED', data: { deleted_by: 'm1' } },
		{ kind: 'RECORD_UPDATED', data: { last_updated: 'm1' } },
		{ kind: 'RECORD_DELETED', data: { deleted_by: null, last_updated: { by: 'm1' } } },
		{ kind: 'RECORD_DELETED', data: null },
	])('may not say whose change it is: $kind $data', ({ kind, data }) => {
		expect(parseEvent({ ...eventWith(data), kind }).memberId).toBe('');
	});

	it('keeps field types that nobody has heard of', () => {
		const data = {
			nothing: null,
			no: false,
			zero: 0,
			empty: '',
			list: [[{ deepKey: [1, '2', null] }]],
			quantumField: { spin_up: 0.5, recordId: 'not ours' },
			eventId: 'a field with our name',
		};
		const { simplified: event } = parseEvent(eventWith(data, data));
		expect([event.record, event.previous]).toEqual([data, data]);
	});

	it('keeps properties that nobody has heard of, wherever they are', () => {
		const known = documented.event();
		const raw = {
			...known,
			severity: 'low',
			nextThing: { a_b: 1 },
			locator: { ...known.locator, region: 'eu' },
			record_event_data: {
				...known.record_event_data,
				locator: { ...known.record_event_data.locator, view_id: 'v1' },
				revision: 7,
			},
		};
		expect(parseEvent(raw)).toEqual({
			eventId: known.event_id,
			tableId: known.record_event_data.locator.application_id,
			memberId: known.record_event_data.data.last_updated.by,
			simplified: {
				...simplified(),
				severity: 'low',
				nextThing: { a_b: 1 },
				region: 'eu',
				view_id: 'v1',
				revision: 7,
			},
			raw,
		});
	});

	it.each(['event_id', 'kind', 'table_id', 'record_id', 'record', 'previous', 'changed_fields'])(
		'has its own %s, also when a property of that name turns up elsewhere in it',
		(key) => {
			const known = documented.event();
			const { [key]: own = 'unheard of' } = known as IDataObject;
			const raw = { ...known, [key]: own, locator: { ...known.locator, [key]: 'unheard of' } };
			const event = parseEvent(raw);
			expect(event.simplified).toEqual(simplified());
			expect(Object.keys(event.simplified)).toEqual(Object.keys(simplified()));
		},
	);

	it('may lack everything, as defaults are not sent', () => {
		expect(parseEvent({})).toEqual({
			eventId: '',
			tableId: '',
			memberId: '',
			simplified: {
				event_id: '',
				kind: '',
				table: null,
				changed_fields: [],
				changed_by: null,
				record: {},
				record_url: null,
				previous: {},
			},
			raw: {},
		});
	});

	it('of a deletion may have no record data', () => {
		const { data, previous, ...rest } = documented.event().record_event_data;
		expect([data, previous]).toEqual([documented.record(), {}]);
		const event = { ...documented.event(), kind: 'RECORD_DELETED', record_event_data: rest };
		expect(parseEvent(event).simplified).toEqual({
			...simplified(),
			kind: 'RECORD_DELETED',
			record: {},
			changed_by: null,
		});
	});
});
