import type { IDataObject } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';

import { pass } from './fast-forward.mts';
import { callsIn, jsonOf, ofRecord } from './records.mts';
import { shown } from './shown.mts';
import { credentialFor, emulate } from './world.mts';

async function filtering() {
	// With it, a comparison with nothing finds all records.
	const emulator = await emulate({ switches: { emptyListFilter: 'everything' } });
	const { everything, tasks } = emulator.tables;
	const [task] = await jsonOf(emulator, ofRecord('getAll', tasks.id, { limit: 1 }));
	const [full] = await jsonOf(emulator, ofRecord('getAll', everything.id, { limit: 1 }));
	emulator.records.update(everything.id, full?.record_id as string, {
		slinked001: [task?.record_id],
		due_date: {
			from_date: { date: '2026-01-02T00:00:00Z' },
			to_date: { date: '2026-01-09T00:00:00Z' },
		},
		sfiles0001: [{ handle: 'h', file_type: 'pdf', metadata: { filename: 'offer.pdf' } }],
	});
	emulator.calls.length = 0;
	const find = async (parameters: object) =>
		(
			await jsonOf(emulator, ofRecord('getAll', everything.id, { returnAll: true, ...parameters }))
		).map(({ Title }) => Title);
	const by = async (field: string, comparison: string, value?: unknown) =>
		await find({ filterMode: 'manual', filters: { conditions: [{ field, comparison, value }] } });
	const searches = () => callsIn(emulator).filter((call) => call.endsWith('/records/list/'));
	return { emulator, everything, find, by, searches };
}

describe('a condition', () => {
	it.each([
		['Title', 'is', 'full'],
		['Text', 'does not contain', 'other'],
		['Number', 'is', '12'],
		['Number', '>=', 12],
		['Currency', 'is less than', '$20'],
		['Percent', 'is equal to', '42%'],
		['Rating', '<', 7],
		['Rating', 'is not', 5],
		['Number Slider', 'is less than', 101],
		['Duration', 'is', '1h 30m'],
		['Auto Number', 'is', '1'],
		['Email', 'is', 'JANE@example.com'],
		['Phone', 'contains', '555 1212'],
		['Full Name', 'contains', 'jane'],
		['Address', 'contains', 'springfield'],
		['Yes / No', 'is', 'yes'],
		['Single Select', 'is', ' red '],
		['Single Select', 'is any of', 'Red, Blue, dark'],
		['Status', 'is none of', ['Done']],
		['Multiple Select', 'has any of', 'Blue, dark'],
		['Multiple Select', 'is exactly', '["Red","Blue, dark"]'],
		['Tags', 'has any of', '60a1c2d3e4f5a6b7c8d9e0f1'],
		['Assigned To', 'has any of', 'Grace Hopper'],
		['Linked Record', 'has any of', 'Write the announcement'],
		['Linked Record', 'contains', 'announcement'],
		['Date', 'is', '2026-01-20'],
		['Date', 'is before', '2026-01-21'],
		['Date Range', 'is', '2026-01-22'],
		['Date Range.from_date', 'is', '2026-01-20'],
		['due_date.from_date', 'is on or before', '2026-01-02'],
		['Due Date', 'is overdue', 'left over'],
		['Time', 'is not empty', 'left over'],
		['IP Address', 'is not empty', undefined],
		['Files and Images', 'file name contains', 'offer'],
	])('finds by %s %s %j', async (field, comparison, value) => {
		const { by } = await filtering();
		expect((await by(field, comparison, value))[0]).toBe('Full');
	});

	it.each([
		['Title', 'contains', ' '],
		['Title', 'is', [' ', null]],
		['Title', 'is', undefined],
		['Number', 'is', []],
		['Yes / No', 'is', ''],
		['Single Select', 'is any of', ' , '],
		['Single Select', 'is any of', '[]'],
		['Multiple Select', 'has any of', ['', null]],
		['Assigned To', 'has any of', []],
		['Assigned To', 'has none of', ' , '],
		['Linked Record', 'has any of', '[]'],
		['Date', 'is', {}],
		['Date', 'is not', { date_mode: 'exact_date', date_mode_value: '' }],
		['Date', 'is', ''],
	])(
		'with nothing to compare with finds nothing, without a search: %s %s %j',
		async (field, comparison, value) => {
			const { by, searches } = await filtering();
			const { message } = await shown(by(field, comparison, value));
			expect(message).toMatch(new RegExp(`^'${field}' is (not )?compared with`));
			expect(searches()).toEqual([]);
		},
	);

	it.each([
		['Colour', 'is', 'red', "'Colour' is no field of the table"],
		['Number', 'contains', 1, "'Number' cannot be compared by 'contains'"],
		['Time', 'is', '9:30', "'Time' cannot be compared by 'is'"],
		['Formula', 'is', 24, "'Formula' cannot be filtered by"],
		['Status', 'is', 'Nearly', "'Status' has no choice 'Nearly'"],
		['Number', 'is', 'many', "'Number' is not a number: 'many'"],
		['Yes / No', 'is', 'perhaps', "'Yes / No' is neither true nor false: 'perhaps'"],
		['Assigned To', 'has any of', 'nobody', "'Assigned To' has no member 'nobody'"],
		['Date', 'is', 'some day', "'Date' is not compared with a day: 'some day'"],
	])('says what is wrong with %s %s %j', async (field, comparison, value, message) => {
		const { by, searches } = await filtering();
		expect((await shown(by(field, comparison, value))).message).toBe(message);
		expect(searches()).toEqual([]);
	});
});

describe('a filter that finds all records by accident', () => {
	const json = (filterJson: unknown) => ({ filterMode: 'json', filterJson });
	const fields = (...conditions: unknown[]) => json({ operator: 'and', fields: conditions });
	it.each([
		{ filterMode: 'manual', filters: {} },
		{ filterMode: 'manual', filters: { conditions: [] } },
		{ filterMode: 'manual', filters: { conditions: [null] } },
		json(''),
		json('{}'),
		json({ operator: 'and', fields: [] }),
		fields({ field: 'status', comparison: 'is_any_of', value: [] }),
		fields({ field: 'assigned_to', comparison: 'has_any_of', value: [''] }),
		fields({ field: 'title', comparison: 'contains', value: '' }),
		fields({ field: 'title', comparison: 'is' }),
		fields({ field: 'title', comparison: 'is', value: 'Full' }, {}),
	])('is refused before any search: %j', async (parameters) => {
		const { find, searches } = await filtering();
		const { message } = await shown(find(parameters));
		expect(message).toMatch(/holds no conditions$|its value is empty$|is no field/);
		expect(searches()).toEqual([]);
	});

	it('is not one that compares with emptiness, whatever value is left over', async () => {
		const { find } = await filtering();
		const empty = fields({ field: 'stext00001', comparison: 'is_empty', value: '' });
		expect(await find(empty)).toEqual(['Bare']);
	});
});

it('searches once for each input item, paired with it', async () => {
	const { emulator, everything, searches } = await filtering();
	const conditions = [{ field: 'Title', comparison: 'is', value: '={{ $json.title }}' }];
	const parameters = {
		filterMode: 'manual',
		filters: { conditions },
		returnAll: true,
	} as unknown as IDataObject;
	const input = [{ title: 'Bare' }, { title: 'Full' }, { title: '' }];
	const items = await jsonOf(emulator, ofRecord('getAll', everything.id, parameters as never), {
		input,
		continueOnFail: true,
	});
	expect(items.map(({ Title, error }) => Title ?? error)).toEqual([
		'Bare',
		'Full',
		"'Title' is compared with nothing: its value is empty",
	]);
	expect(searches()).toHaveLength(2);
});

it('knows a member who came after the members were read', async () => {
	const { emulator, everything } = await filtering();
	const credential = credentialFor(emulator);
	const findAssignedTo = async (value: string) => {
		const conditions = [{ field: 'Assigned To', comparison: 'has any of', value }] as never;
		const filters = { filterMode: 'manual', filters: { conditions } };
		const found = ofRecord('getAll', everything.id, filters);
		return (await jsonOf(emulator, found, {}, credential)).map(({ Title }) => Title);
	};
	await findAssignedTo('ada@example.com');

	const [ada] = emulator.members;
	const id = 'b'.repeat(24);
	if (ada) emulator.members.push({ ...ada, id, email: ['new@example.com'] });
	emulator.records.create(everything.id, { title: 'Of the new member', assigned_to: [id] });
	await pass(61_000);

	expect(await findAssignedTo('new@example.com')).toEqual(['Of the new member']);
});
