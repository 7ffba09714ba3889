import type { IDataObject } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';

import { callsIn, jsonOf, ofRecord } from './records.mts';
import { byId, emulate } from './world.mts';

const day = (date: string) => ({ date: `${date}T00:00:00Z`, include_time: false });
const NO_DATE = { date: null, include_time: false };
const paragraph = (text: string, marks: unknown[] = []) => ({
	type: 'paragraph',
	attrs: { textAlign: 'right' },
	content: [{ type: 'text', text, marks }],
});

/** What SmartSuite holds of a record whose fields are all filled, with more than items show of some. */
const whole = (task: string, member: string) => ({
	title: 'Whole',
	stext00001: 'A line',
	scode00001: 'W-1',
	sarea00001: 'Two\nlines',
	sdoc000001: {
		data: {
			type: 'doc',
			content: [
				paragraph('red', [{ type: 'color', attrs: { color: 'red' } }]),
				{ type: 'callout', content: [paragraph('note')] },
			],
		},
		html: '<p>red</p>',
		preview: 'red',
	},
	smail00001: ['a@example.com', 'b@example.com'],
	slink00001: ['https://example.com/a,b'],
	sphone0001: [
		{ phone_country: 'DE', phone_number: '30 123456', phone_extension: '7', phone_type: 4 },
	],
	sname00001: { title: '2', first_name: 'Jane', middle_name: 'Q', last_name: 'Doe' },
	saddr00001: { location_address: '1 Main', location_latitude: '38.8', location_longitude: '-94' },
	sip0000001: [{ country_code: 'de', address: '192.0.2.1' }],
	scolor0001: [{ name: 'Rust', value: '#814C4C' }],
	ssocial001: { twitter_username: 'ada' },
	snumber001: '12.0',
	scurr00001: '5',
	spercent01: '1.5',
	srating001: 3,
	sslider001: 4,
	sprogress1: 5,
	sduration1: '60.0',
	stime00001: '10:00:00',
	sdate00001: { date: '2026-01-20T00:00:00Z', include_time: true },
	srange0001: { from_date: day('2026-01-20'), to_date: NO_DATE },
	due_date: { from_date: NO_DATE, to_date: day('2026-01-20'), is_overdue: true },
	syesno0001: true,
	sselect001: 'aB3xY',
	smulti0001: ['aB3xY', 'deleted'],
	status: { value: 'deleted', updated_on: '2026-01-01T00:00:00Z' },
	stags00001: ['60a1c2d3e4f5a6b7c8d9e0f1'],
	assigned_to: [member],
	slinked001: [task],
	sfiles0001: [{ handle: 'h1', metadata: { filename: 'a.pdf' }, file_type: 'pdf' }],
	schecks001: { items: [{ id: '1', title: 'x' }], total_items: 1, completed_items: 0 },
	ssubitems1: { items: [{ a: 1 }], count: 1 },
	sdepend001: { predecessor: [], successor: [] },
});

async function withWhole() {
	const emulator = await emulate();
	const { everything, tasks } = emulator.tables;
	const task = emulator.records.create(tasks.id, { title: 'Linked' }).id;
	const member = emulator.members[0]?.id ?? '';
	const { id } = emulator.records.create(everything.id, whole(task, member));
	const stored = async () => {
		const raw = { options: { values: 'raw', fieldNames: 'slug' }, record: byId(id) };
		const [record] = await jsonOf(emulator, ofRecord('get', everything.id, raw));
		return record;
	};
	/** The record as the trigger would give it. */
	const event = async () => ({
		kind: 'RECORD_UPDATED',
		record_event_data: { data: await stored() },
	});
	const get = async (operation: string, options: IDataObject = {}) => {
		const parameters = { record: byId(id), returnAll: true, options } as never;
		const items = await jsonOf(emulator, ofRecord(operation, everything.id, parameters));
		return items.find((item) => item.record_id === id) ?? {};
	};
	const back = async (operation: string, input: IDataObject, more = {}) => {
		const parameters = ofRecord(operation, everything.id, {
			record: byId(id),
			json: '={{ $json }}',
			matchFields: ['Title'],
			...more,
		});
		emulator.calls.length = 0;
		const [item = {}] = await jsonOf(emulator, parameters, { input: [input] });
		return {
			item,
			writes: callsIn(emulator).filter((call) => /PATCH|records\/(bulk\/)?$/.test(call)),
		};
	};
	return { emulator, everything, get, event, stored, back };
}

const VIEWS = [
	{},
	{ values: 'raw' },
	{ fieldNames: 'slug' },
	{ values: 'raw', fieldNames: 'slug' },
];

describe('a record that is written back', () => {
	it.each(
		['get', 'getAll'].flatMap((from) =>
			['update', 'upsert'].flatMap((to) => VIEWS.map((view) => ({ from, to, view }))),
		),
	)('stays as it is: %j', async ({ from, to, view }) => {
		const { get, back, stored } = await withWhole();
		const before = await stored();
		const { item, writes } = await back(to, await get(from, view));
		expect(item.Title).toBe('Whole');
		expect(writes).toEqual([]);
		expect(await stored()).toEqual(before);
	});

	it.each(['update', 'upsert'])('stays as it is as an event gives it: %s', async (to) => {
		const { get, event, back, stored } = await withWhole();
		const before = await stored();
		const simplified = { kind: 'updated', table: 'Everything', record: await get('get') };
		for (const item of [simplified, await event()]) {
			expect((await back(to, item)).writes).toEqual([]);
		}
		expect(await stored()).toEqual(before);
	});

	it('loses nothing of what items do not show where another field is changed', async () => {
		const { get, back, stored } = await withWhole();
		const before = await stored();
		const { writes } = await back('update', { ...(await get('get')), Text: 'Changed' });
		expect(writes).toHaveLength(1);
		const last_updated: unknown = expect.anything();
		expect(await stored()).toEqual({ ...before, stext00001: 'Changed', last_updated });
	});

	it('makes a copy without the choices that were deleted, and says so', async () => {
		const { get, back } = await withWhole();
		const { item } = await back('create', { ...(await get('get')), 'Unique Code': 'W-2' });
		expect(item).toMatchObject({ Title: 'Whole', not_stored: ['Multiple Select', 'Status'] });
	});

	it('is not fatal where a member was removed since', async () => {
		const { emulator, get, back } = await withWhole();
		const item = await get('get');
		const [member] = emulator.members;
		Object.assign(member ?? {}, { deleted_date: { date: '2026-02-01T00:00:00Z' } });
		const { item: copy } = await back('create', { ...item, 'Unique Code': 'W-2' });
		expect(copy).toMatchObject({ Title: 'Whole', Text: 'A line' });
	});

	it('takes what was put beside the record of an event, and refuses what is no field', async () => {
		const { get, back } = await withWhole();
		const event = { kind: 'updated', record: await get('get'), record_id: 'x' };
		expect((await back('update', { ...event, Text: 'Beside' })).item.Text).toBe('Beside');
		await expect(back('update', { ...event, Colour: 'red' })).rejects.toThrow(
			"The table has no field 'Colour'",
		);
	});

	it('writes nothing of what an item has beside fields into fields of such labels', async () => {
		const { everything, get, back } = await withWhole();
		const text = everything.structure.find(({ slug }) => slug === 'stext00001');
		const area = everything.structure.find(({ slug }) => slug === 'sarea00001');
		Object.assign(text ?? {}, { label: 'operation' });
		Object.assign(area ?? {}, { label: 'record_id' });
		const { item } = await back('upsert', { ...(await get('get')), operation: 'created' });
		expect(item).toMatchObject({
			'operation (stext00001)': 'A line',
			'record_id (sarea00001)': 'Two\nlines',
			operation: 'unchanged',
		});
	});

	it('costs no other record one that is gone, and nothing is written where the node stops', async () => {
		const { emulator, everything, get } = await withWhole();
		const item = await get('get');
		const gone = { ...item, record_id: 'a'.repeat(24) };
		const parameters = ofRecord('update', everything.id, {
			record: '={{ $json.record_id }}',
			json: '={{ $json }}',
		});
		const input = [{ ...item, Text: 'Changed' }, gone];
		await expect(jsonOf(emulator, parameters, { input })).rejects.toMatchObject({
			message: `SmartSuite has no record '${gone.record_id}'`,
			context: { itemIndex: 1 },
		});
		expect((await get('get')).Text).toBe('A line');
		const items = await jsonOf(emulator, parameters, { input, continueOnFail: true });
		expect(items.map(({ Text, error }) => Text ?? typeof error)).toEqual(['Changed', 'string']);
	});
});
