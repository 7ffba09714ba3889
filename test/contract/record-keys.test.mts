import type { IDataObject } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';

import { callsIn, jsonOf, ofRecord } from './records.mts';
import { shown } from './shown.mts';
import { emulate } from './world.mts';

async function matchingBy(matchFields: string[], options: IDataObject = {}, switches = {}) {
	const emulator = await emulate({ switches });
	const { everything } = emulator.tables;
	const parameters = { json: '={{ $json }}', matchFields, options } as never;
	const upsert = async (...input: IDataObject[]) =>
		await jsonOf(emulator, ofRecord('upsert', everything.id, parameters), { input });
	return { emulator, everything, upsert };
}

const operations = (items: IDataObject[]) => items.map(({ operation }) => operation);

describe('a key of Create or Update', () => {
	it.each([
		['Title', 'Plain'],
		['Title', '  padded '],
		['Title', 'with, comma'],
		['Text', 12],
		['Text', '007'],
		['Text Area', 'Three\nlong\nlines'],
		['Unique Code', 'C-1'],
		['Email', 'someone@example.com'],
		['Link', 'example.net'],
		['Number', 0],
		['Number', '-1.50'],
		['Percent', '0%'],
		['Currency', '$7,000.00'],
		['Duration', '2h'],
		['Rating', 2],
		['Number Slider', 0],
		['Date', '2026-03-01'],
		['Date', '2026-03-01T23:30:00-05:00'],
		['Date', '2026-03-01T00:30:00+09:00'],
		['Date Range', '2026-03-01/2026-03-04'],
		['Date Range', { from: '2026-03-01', to: null }],
		['Due Date', '2026-03-01T23:30'],
		['Single Select', 'green'],
		['Status', 'done'],
		['Multiple Select', 'Red, Green'],
		['Assigned To', 'ALAN@example.com'],
		['Linked Record', 'Order new laptops'],
		['Tags', ['60a1c2d3e4f5a6b7c8d9e0f9']],
	])('finds the record that it made: %s %j', async (field, value) => {
		for (const filterDays of ['utc', 'member'] as const) {
			const { emulator, upsert } = await matchingBy([field], {}, { filterDays });
			Object.assign(emulator.members[0] ?? {}, { timezone: 'Pacific/Auckland' });
			expect(operations(await upsert({ Title: 'T', [field]: value }))).toEqual(['created']);
			expect(operations(await upsert({ Title: 'T', [field]: value }))).toEqual(['unchanged']);
		}
	});

	it.each([
		['Title', ''],
		['Title', '   '],
		['Title', null],
		['Text', undefined],
		['Number', ''],
		['Number', ' '],
		['Email', []],
		['Email', ' '],
		['Status', ''],
		['Status', ' '],
		['Yes / No', null],
		['Yes / No', ''],
		['Date Range', '/'],
		['Multiple Select', ' , '],
	])('that is empty is refused, and matches no record without one: %s %j', async (field, value) => {
		const { emulator, upsert } = await matchingBy([field]);
		const { message } = await shown(upsert({ Title: 'T', [field]: value } as never));
		expect(message).toMatch(new RegExp(`^'${field}' (is empty|has no|is not)`));
		expect(callsIn(emulator).filter((call) => call.includes('/records/'))).toEqual([]);
	});

	it('that two items have makes one record, with the later values, and both get it', async () => {
		const { upsert } = await matchingBy(['Title']);
		const items = await upsert(
			{ Title: 'Twice', Text: 'first', Number: 1 },
			{ Title: ' twice ', Text: 'second' },
		);
		expect(new Set(items.map(({ record_id }) => record_id)).size).toBe(1);
		expect(items[0]).toMatchObject({ Text: 'second', Number: 1, operation: 'created' });
		expect(items[1]).toEqual(items[0]);
	});

	it.each([
		['Title', 'Full', 'FULL'],
		['Text', 7, '7'],
		['Number', 12, '12.0'],
		['Email', 'jane@example.com', ' JANE@example.com '],
	])('of %s is the same as %j and as %j', async (field, one, other) => {
		const { upsert } = await matchingBy([field]);
		const items = await upsert({ Title: 'A', [field]: one }, { Title: 'A', [field]: other });
		expect(new Set(items.map(({ record_id }) => record_id)).size).toBe(1);
	});

	it('finds the record that is there in another case', async () => {
		const { upsert } = await matchingBy(['Title']);
		expect(operations(await upsert({ Title: 'fULL', Text: 'Found' }))).toEqual(['updated']);
	});

	it('may be false, and several fields, of which all have to be the same', async () => {
		const { upsert } = await matchingBy(['Title', 'Yes / No']);
		const row = (Title: string, yes: boolean) => ({ Title, 'Yes / No': yes });
		await upsert(row('A', false), row('A', true), row('B', false));
		const items = await upsert(row('A', false), row('A', true), row('B', true));
		expect(operations(items)).toEqual(['unchanged', 'unchanged', 'created']);
	});

	it.each(['SmartDoc', 'Phone', 'Files and Images', 'Time', 'Checklist', 'Formula', 'Nothing'])(
		'is not %s, which is said before any record is read',
		async (field) => {
			const { emulator, upsert } = await matchingBy([field]);
			const { message } = await shown(upsert({ Title: 'T' }));
			expect(message).toMatch(/^(Records cannot be matched by|The table has no field)/);
			expect(callsIn(emulator).filter((call) => call.includes('/records/'))).toEqual([]);
		},
	);

	it('that several records have is an error with their ids, unless something else is chosen', async () => {
		const ids = (emulator: Awaited<ReturnType<typeof matchingBy>>) =>
			['x', 'y'].map(
				(text) =>
					emulator.emulator.records.create(emulator.everything.id, {
						title: 'Two',
						stext00001: text,
					}).id,
			);
		const strict = await matchingBy(['Title']);
		const found = ids(strict);
		const { message, description } = await shown(strict.upsert({ Title: 'Two', Text: 'z' }));
		expect(message).toBe('2 records match');
		expect(description).toContain(found.join(', '));
		for (const [whenSeveralMatch, howMany] of [['first', 1] as const, ['all', 2] as const]) {
			const at = await matchingBy(['Title'], { whenSeveralMatch });
			ids(at);
			expect(operations(await at.upsert({ Title: 'Two', Text: 'z' }))).toEqual(
				Array(howMany).fill('updated'),
			);
		}
	});

	it('finds the record whose file of an address is missing, and adds it once', async () => {
		const { upsert } = await matchingBy(['Title']);
		const row = { Title: 'Bare', 'Files and Images': 'https://example.com/offer%20one.pdf' };
		expect(operations(await upsert(row))).toEqual(['updated']);
		expect(operations(await upsert(row))).toEqual(['unchanged']);
	});
});
