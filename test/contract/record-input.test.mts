import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';

import { callsIn, jsonOf, ofRecord } from './records.mts';
import { shown } from './shown.mts';
import { byId, emulate } from './world.mts';

const FILLED = {
	title: 'Filled',
	stext00001: 'A line',
	snumber001: '12.0',
	syesno0001: true,
	smulti0001: ['aB3xY'],
	status: { value: 'in_progress' },
	sdate00001: { date: '2026-01-20T00:00:00Z', include_time: false },
};

const SCHEMA = Object.keys(FILLED).map((id) => ({
	id,
	displayName: id,
	type: id === 'syesno0001' ? 'boolean' : 'string',
	display: true,
	required: false,
	defaultMatch: false,
}));

async function withFilled() {
	const emulator = await emulate();
	const { everything } = emulator.tables;
	const { id } = emulator.records.create(everything.id, FILLED);
	const run = async (parameters: INodeParameters, input: IDataObject = {}) => {
		const all = ofRecord('update', everything.id, { record: byId(id), ...parameters });
		const [item = {}] = await jsonOf(emulator, all, { input: [input] });
		return item;
	};
	/** Updates through the mapper. */
	const map = async (value: IDataObject, input: IDataObject = {}) => {
		const columns = { mappingMode: 'defineBelow', value, matchingColumns: [], schema: SCHEMA };
		return await run({ inputMode: 'fields', columns: columns as never }, input);
	};
	const writes = () => callsIn(emulator).filter((call) => /^(PATCH|POST .*records\/$)/.test(call));
	return { emulator, everything, run, map, writes };
}

describe('the mapper', () => {
	it('leaves alone what nobody filled in', async () => {
		const { map } = await withFilled();
		const untouched = { snumber001: null, status: '', syesno0001: false, sdate00001: null };
		expect(await map({ stext00001: 'New', ...untouched })).toMatchObject({
			Text: 'New',
			Number: 12,
			Status: 'In Progress',
			'Yes / No': true,
			Date: '2026-01-20',
		});
	});

	it.each([
		['stext00001', '={{ null }}', 'Text', null],
		['stext00001', "={{ '' }}", 'Text', null],
		['snumber001', '={{ $json.nothing ?? null }}', 'Number', null],
		['smulti0001', '={{ [] }}', 'Multiple Select', []],
		['status', '={{ null }}', 'Status', null],
		['sdate00001', "={{ '' }}", 'Date', null],
		['syesno0001', '={{ false }}', 'Yes / No', false],
		['syesno0001', '={{ null }}', 'Yes / No', false],
	])('clears by an expression: %s %s', async (slug, expression, label, empty) => {
		const { map } = await withFilled();
		expect(await map({ [slug]: expression, scode00001: 'x' })).toMatchObject({ [label]: empty });
	});

	it.each(['stext00001', 'snumber001', 'smulti0001', 'status', 'sdate00001'])(
		'leaves alone what an expression finds undefined: %s',
		async (slug) => {
			const { map } = await withFilled();
			const {
				Text,
				Number: number,
				Status,
			} = await map({ [slug]: '={{ $json.no }}', scode00001: 'x' });
			expect([Text, number, Status]).toEqual(['A line', 12, 'In Progress']);
		},
	);

	it('takes labels, also by an expression, and zero', async () => {
		const { map } = await withFilled();
		const values = {
			status: '={{ $json.state }}',
			smulti0001: 'Blue, dark',
			snumber001: '={{ 0 }}',
		};
		expect(await map(values, { state: 'done' })).toMatchObject({
			Status: 'Done',
			'Multiple Select': ['Blue, dark'],
			Number: 0,
		});
	});

	it('maps the input by label and slug, and refuses what is no field unless it is to be ignored', async () => {
		const { run } = await withFilled();
		const columns = { mappingMode: 'autoMapInputData', value: null, schema: SCHEMA } as never;
		const input = { text: 'By label', snumber001: 3, row_number: 7 };
		const refused = shown(run({ inputMode: 'fields', columns }, input));
		expect((await refused).message).toBe("The table has no field 'row_number'");
		const options = { unknownFields: 'ignore' };
		expect(await run({ inputMode: 'fields', columns, options }, input)).toMatchObject({
			Text: 'By label',
			Number: 3,
		});
	});
});

describe('the mode JSON', () => {
	it.each([
		['an object', { Text: 'x' }],
		['its text', '{"Text": "x"}'],
		['slugs', { stext00001: 'x' }],
		['labels without case and blanks', { ' TEXT ': 'x' }],
		['a record of the trigger', { kind: 'updated', record: { Text: 'x' } }],
		['an item of an expression', '={{ $json }}'],
	])('takes %s', async (_, json) => {
		const { run } = await withFilled();
		expect(await run({ json } as never, { Text: 'x' })).toMatchObject({ Text: 'x', Number: 12 });
	});

	it.each([
		['{"Text": ', "'JSON' is not valid JSON"],
		['', "'JSON' is not valid JSON"],
		['[{"Text": "x"}]', "'JSON' is a list"],
		['"x"', "'JSON' is not an object"],
		['null', "'JSON' is not an object"],
		['{"__proto__": {"Text": "x"}}', "The table has no field '__proto__'"],
		['{"constructor": "x"}', "The table has no field 'constructor'"],
		[
			'{"toString": "x", "hasOwnProperty": 1}',
			"The table has no field 'toString', 'hasOwnProperty'",
		],
		['{}', 'There is nothing to update'],
		['{"Formula": 3, "record_id": "x"}', 'There is nothing to update'],
	])('says what is wrong with %s', async (json, message) => {
		const { run, writes } = await withFilled();
		expect((await shown(run({ json }))).message).toBe(message);
		expect(writes()).toEqual([]);
	});

	it('refuses a label that several fields have, and takes it with the slug behind it', async () => {
		const emulator = await emulate();
		const { tasks } = emulator.tables;
		const make = (json: IDataObject) =>
			jsonOf(emulator, ofRecord('create', tasks.id, { json: { Title: 'T', ...json } as never }));
		const { message, description } = await shown(make({ Note: 'x' }));
		expect(message).toBe("'Note' is the label of several fields");
		expect(description).toContain('Note (sdup000001), Note (sdup000002)');
		expect(await make({ 'Note (sdup000002)': 'x' })).toMatchObject([{ 'Note (sdup000002)': 'x' }]);
	});

	it.each(['', 'null', 'undefined', null])(
		'wipes nothing by what an agent does not know: %j',
		async (word) => {
			const { run } = await withFilled();
			const json = `={{ ({ Text: ${JSON.stringify(word)}, Number: 3 }) /* $fromAI */ }}`;
			expect(await run({ json })).toMatchObject({ Text: 'A line', Number: 3 });
		},
	);

	it('clears by the option, unless a value is given', async () => {
		const { run } = await withFilled();
		const options = { clearFields: ['stext00001', 'Number', 'Multiple Select'] };
		expect(await run({ json: { Number: 5 }, options })).toMatchObject({
			Text: null,
			Number: 5,
			'Multiple Select': [],
			Status: 'In Progress',
		});
	});
});
