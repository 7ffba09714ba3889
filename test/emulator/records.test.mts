import { expect, it } from 'vitest';
import { call, createWebhook, emulate, listEvents } from './harness.mts';
import type { Emulator, EmulatorOptions } from './index.mts';
import type { JsonObject } from './types.mts';

/** An emulator, and calls to the records of its table Everything. */
async function withRecords(switches: EmulatorOptions['switches'] = {}) {
	const emulator = await emulate({ switches });
	const base = `/api/v1/applications/${emulator.tables.everything.id}/records/`;
	const at = (method: string, path: string, body?: unknown) =>
		call(emulator, method, base + path, body);
	const create = async (fields: JsonObject) =>
		(await at('POST', '', { title: 'New', ...fields })).body as JsonObject;
	return { emulator, at, create };
}

const taskOf = (emulator: Emulator) => emulator.records.create(emulator.tables.tasks.id).id;

const item = (n: number) => ({ title: `Item ${n}` });
const items = (count: number) => Array.from({ length: count }, (_, n) => item(n));

it.each<[string, unknown, unknown]>([
	['stext00001', 12, '12'],
	['slink00001', ['example.com', 'https://a.example'], ['https://a.example']],
	['snumber001', 12, '12.0'],
	['snumber001', '12.50', '12.5'],
	['spercent01', 12, '12.0'],
	['sduration1', 60, '60.0'],
	['scurr00001', 12, '12'],
	['srating001', '3', 3],
	['stime00001', '9:30', '09:30:00'],
	['syesno0001', 'yes', true],
	['sselect001', 'aB3xY', 'aB3xY'],
	['sselect001', 'Red', ''],
	['sselect001', { value: 'aB3xY' }, ''],
	['smulti0001', ['aB3xY', 'new'], ['aB3xY']],
	['schecks001', ['one', 'two'], null],
	['sdate00001', '2026-02-03', { date: '2026-02-03T00:00:00Z', include_time: false }],
	[
		'sname00001',
		{ first_name: 'A', last_name: 'B' },
		{ first_name: 'A', last_name: 'B', sys_root: 'A B' },
	],
	['slinked001', ['63b87cad645b3949631b55c1'], []],
	['assigned_to', ['nobody'], []],
	['sformula01', '5', ''],
])('stores %s from %j as %j', async (slug, sent, stored) => {
	const { create } = await withRecords();
	expect((await create({ [slug]: sent }))[slug]).toEqual(stored);
});

it('does not save a SmartDoc as text, and makes html of a document', async () => {
	const { create } = await withRecords();
	expect(await create({ sdoc000001: 'text' })).toMatchObject({ sdoc000001: { preview: '' } });
	const content = [{ type: 'paragraph', content: [{ type: 'text', text: 'a < b' }] }];
	const data = { type: 'doc', content };
	const { sdoc000001 } = await create({ sdoc000001: { data } });
	expect(sdoc000001).toMatchObject({ data, preview: 'a < b' });
	expect((sdoc000001 as JsonObject).html).toContain('<p>a &lt; b</p>');
});

it('keeps linked records of the right table, and members', async () => {
	const { emulator, create } = await withRecords();
	const task = taskOf(emulator);
	const grace = emulator.members[1]?.id;
	const record = await create({ slinked001: [task, 'x'], assigned_to: [grace] });
	expect(record).toMatchObject({ slinked001: [task], assigned_to: [grace] });
});

it.each([
	['snumber001', 'twelve'],
	['srating001', 6],
	['smulti0001', 'aB3xY'],
	['slinked001', 'aB3xY'],
	['syesno0001', 'perhaps'],
	['sdate00001', '03/04/2026'],
	['sname00001', 'Jane Doe'],
])('refuses %s from %j with 400, by slug', async (slug, sent) => {
	const { at } = await withRecords();
	const reply = await at('POST', '', { title: 'New', [slug]: sent });
	expect([reply.status, Object.keys(reply.body as object)]).toEqual([400, [slug]]);
});

it.each([
	[{ unknownChoice: 'refused' }, { sselect001: 'Red' }, 400],
	[{ choiceLabels: 'taken' }, { sselect001: 'Red' }, 'aB3xY'],
	[{ linkWithoutProtocol: 'kept' }, { slink00001: ['a.example'] }, ['a.example']],
	[{ numberSpelling: 'number' }, { snumber001: '12' }, 12],
	[{ dateRanges: 'flat' }, { srange0001: { from_date: { date: '2026-01-01' } } }, 400],
	[{ dateRanges: 'nested' }, { srange0001: { from_date: '2026-01-01' } }, 400],
	[{ unknownSlugs: 'refused' }, { nothing: 1 }, 400],
] as const)('with %j answers %j with %j', async (switches, fields, expected) => {
	const { at } = await withRecords(switches);
	const { status, body } = await at('POST', '', { title: 'New', ...fields });
	if (expected === 400) expect(status).toBe(400);
	else expect((body as JsonObject)[Object.keys(fields)[0] ?? '']).toEqual(expected);
});

it('clears with null, leaves the rest to PATCH, and clears it with PUT', async () => {
	const { at, create } = await withRecords();
	const { id } = await create({ stext00001: 'a', snumber001: 1, status: 'complete' });
	const patched = await at('PATCH', `${String(id)}/`, { snumber001: null, status: null });
	expect(patched.body).toMatchObject({ stext00001: 'a', snumber001: null, status: { value: '' } });
	const replaced = await at('PUT', `${String(id)}/`, { title: 'Other' });
	expect(replaced.body).toMatchObject({ title: 'Other', stext00001: '' });
	expect((await at('PUT', `${String(id)}/`, {})).status).toBe(422);
});

it('refuses a value that is taken in a unique field, in bulk calls too', async () => {
	const { at } = await withRecords();
	const taken = { scode00001: ['This field must be unique.'] };
	const single = await at('POST', '', { title: 'New', scode00001: 'A-1' });
	expect(single).toMatchObject({ status: 422, body: taken });
	const twice = [{ scode00001: 'B' }, { scode00001: 'B' }];
	const bulk = await at('POST', 'bulk/', { items: twice });
	expect(bulk).toMatchObject({ status: 400, body: { items: [{}, taken] } });
});

it('takes 25 in a bulk call and no more, without asking for required fields', async () => {
	const { at } = await withRecords();
	const created = await at('POST', 'bulk/', { items: [{}, ...items(24)] });
	expect(created).toMatchObject({ status: 200, body: { length: 25, 0: { title: '' } } });
	expect((await at('POST', 'bulk/', { items: items(26) })).status).toBe(422);
});

it('leaves unchanged records out of a bulk update’s answer, and fires events for the others', async () => {
	const { emulator, at, create } = await withRecords();
	const solution_id = emulator.solutions[1]?.id;
	const locator = { account_id: emulator.accountId, solution_id };
	const webhook = await createWebhook(emulator, { locator });
	const ids = [(await create({})).id, (await create({})).id];
	const sent = {
		items: [
			{ id: ids[0], title: 'New' },
			{ id: ids[1], title: 'Newer' },
		],
	};
	expect((await at('PATCH', 'bulk/', sent)).body).toMatchObject([{ id: ids[1], title: 'Newer' }]);
	expect((await listEvents(emulator, webhook)).numbers).toEqual([1, 2, 3]);
	const deleted = await at('PATCH', 'bulk_delete/?fields=id', { items: ids });
	expect(deleted.body).toMatchObject([{ id: ids[0] }, { id: ids[1] }]);
	expect((await listEvents(emulator, webhook)).numbers).toHaveLength(5);
});

it('answers bulk calls in all three forms, and a bad item by itself where that is so', async () => {
	const { emulator, at } = await withRecords({ bulkCreateAnswer: 'items' });
	const sent = { items: [item(1), item(2)] };
	expect((await at('POST', 'bulk/', sent)).body).toMatchObject({ items: [item(1), item(2)] });
	Object.assign(emulator.switches, {
		bulkCreateAnswer: 'successful_items',
		bulkAtomic: false,
		bulkCreateOrder: 'reversed',
	});
	const mixed = { items: [item(1), { snumber001: 'x' }, item(2)] };
	expect((await at('POST', 'bulk/', mixed)).body).toMatchObject({
		successful_items: [item(2), item(1)],
		failed_items: [{ index: 1, reason: { snumber001: ['A valid number is required.'] } }],
	});
});

it('puts deleted records into the trash, and restores them', async () => {
	const { emulator, at, create } = await withRecords();
	const { id } = await create({});
	await at('DELETE', `${String(id)}/`);
	const solution_id = emulator.solutions[1]?.id;
	const trash = await call(emulator, 'POST', '/api/v1/deleted-records/', { solution_id });
	expect(trash.body).toMatchObject([{ id, title: 'New', application_name: 'Everything' }]);
	const restored = await at('POST', `${String(id)}/restore/`, {});
	expect(restored.body).toMatchObject({ id, title: 'New (Restored)', deleted_by: null });
	expect((await at('POST', `${String(id)}/restore/`, {})).status).toBe(404);
});
