import type { IDataObject } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';

import { parseEvent } from '../../nodes/SmartSuite/api/event.ts';
import { cutBelow, TOO_DEEP } from '../../nodes/SmartSuite/transport/depth.ts';
import * as documented from './documented.mts';
import { byLabel } from './event-views.mts';
import { fakeContext, status } from './fake-context.mts';

const CUT = 'Part of this event is nested too deeply for n8n and was left out.';
const UNREAD = 'This event could not be read. Turn off Simplify to get it as SmartSuite sent it.';

const nested = (levels: number): unknown =>
	JSON.parse(`${'['.repeat(levels)}1${']'.repeat(levels)}`);

/** The documented event, with a field of its record in place of the others. */
const eventWith = (field: unknown, previous: object = {}) => {
	const event = documented.event();
	const data = { s1: field };
	return {
		...event,
		record_event_data: { ...event.record_event_data, data, previous },
	} as IDataObject;
};

describe('an event that is nested too deeply', () => {
	const page = () => ({ events: [eventWith([[[1]]]), eventWith('flat')] });

	it('is read without what is too deep, and says so in both its forms', async () => {
		const { events } = cutBelow(page(), 7) as { events: IDataObject[] };
		const [raw = {}, other = {}] = events;
		const before = { ...raw };
		const event = parseEvent(raw);
		const sound = parseEvent(eventWith([[TOO_DEEP]]));
		expect(event).toEqual({
			...sound,
			simplified: { ...sound.simplified, problem: CUT },
			raw: { ...raw, problem: CUT },
			problem: CUT,
		});
		expect(raw).toEqual(before);
		const [item] = await byLabel(
			fakeContext(() => status(404)),
			[event],
		);
		expect(item?.problem).toBe(CUT);
		expect(parseEvent(other)).toEqual(parseEvent(eventWith('flat')));
	});

	it('says so instead of a property of the same name', () => {
		const raw = { ...eventWith([[[1]]]), problem: 'unheard of' };
		cutBelow(raw, 4);
		const event = parseEvent(raw);
		expect([event.problem, event.simplified.problem, event.raw.problem]).toEqual([CUT, CUT, CUT]);
	});

	it('is the only one to have a problem', () => {
		const event = parseEvent(documented.event());
		expect([event, event.simplified, event.raw].filter((form) => 'problem' in form)).toEqual([]);
		expect(parseEvent({ problem: 'unheard of' })).toMatchObject({
			simplified: { problem: 'unheard of' },
			raw: { problem: 'unheard of' },
		});
	});
});

describe('an event on which reading breaks down', () => {
	// JSON.stringify, which compares what was before, calls itself once a level.
	const broken = () => eventWith(nested(100_000), { s1: nested(100_000) });

	it('is not thrown away: its ids are read, the rest stays as it came', () => {
		const raw = broken();
		const event = parseEvent(raw);
		const { event_id, event_at, webhook_id, record_event_data } = documented.event();
		expect(event.raw).not.toBe(raw);
		expect(Object.keys(event.raw)).toEqual([...Object.keys(raw), 'problem']);
		expect(event.raw.record_event_data).toBe(raw.record_event_data);
		expect({ ...event, raw: undefined }).toEqual({
			eventId: event_id,
			tableId: record_event_data.locator.application_id,
			memberId: '',
			simplified: {
				event_id,
				kind: 'RECORD_CREATED',
				event_at,
				webhook_id,
				solution_id: record_event_data.locator.solution_id,
				table_id: record_event_data.locator.application_id,
				record_id: record_event_data.record_id,
				changed_fields: [],
				changed_by: null,
				table: null,
				record_url: null,
				record: {},
				previous: {},
				problem: UNREAD,
			},
			raw: undefined,
			problem: UNREAD,
		});
		expect('problem' in raw).toBe(false);
	});
});
