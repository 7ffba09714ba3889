import type { IDataObject } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';

import { binary, someBytes } from './files.mts';
import { callsIn, jsonOf, ofRecord } from './records.mts';
import { shown } from './shown.mts';
import { emulate } from './world.mts';

const FIELD = 'Files and Images';

async function withFiles() {
	const emulator = await emulate();
	const { everything } = emulator.tables;
	const create = async (files: unknown, binaries = {}, more: IDataObject = {}) =>
		await jsonOf(
			emulator,
			ofRecord('create', everything.id, { json: { Title: 'T', [FIELD]: files, ...more } as never }),
			{ binary: [binaries] },
		);
	const names = (item: IDataObject | undefined) =>
		((item?.[FIELD] ?? []) as IDataObject[]).map(({ name }) => name);
	const uploads = () => callsIn(emulator).filter((call) => call.includes('recordfiles'));
	return { emulator, everything, create, names, uploads };
}

describe('files of a record', () => {
	it.each([
		['one address', 'https://example.com/a.pdf', ['a.pdf']],
		['an address with commas', 'https://example.com/a,b.pdf', ['a,b.pdf']],
		['addresses', 'https://example.com/a.pdf, https://example.com/b.png', ['a.pdf', 'b.png']],
		['a list as JSON text', '["https://example.com/a.pdf","data"]', ['a.pdf', 'first.txt']],
		['a binary property', 'data', ['first.txt']],
		['binary properties', 'data, other file', ['first.txt', 'second.txt']],
	])('are taken from %s', async (_, files, wanted) => {
		const { create, names } = await withFiles();
		const binaries = { data: binary('first.txt'), 'other file': binary('second.txt') };
		const [item] = await create(files, binaries);
		expect(names(item)).toEqual(wanted);
		expect(item).not.toHaveProperty('not_stored');
	});

	it('that are nowhere are refused before the record is made', async () => {
		const { emulator, create } = await withFiles();
		const { message } = await shown(create('data'));
		expect(message).toBe(`'${FIELD}' has neither a web address nor a binary property 'data'`);
		expect(callsIn(emulator).filter((call) => call.includes('/records/'))).toEqual([]);
	});

	it('stay where they are shown again, and one is added', async () => {
		const { emulator, everything, create, names } = await withFiles();
		const [item = {}] = await create('data', { data: binary('first.txt') });
		const parameters = ofRecord('update', everything.id, {
			record: '={{ $json.record_id }}',
			json: `={{ ({ '${FIELD}': [...$json['${FIELD}'], 'more'] }) }}`,
		});
		const run = { input: [item], binary: [{ more: binary('second.txt') }] };
		const [changed] = await jsonOf(emulator, parameters, run);
		expect(names(changed)).toEqual(['first.txt', 'second.txt']);
	});

	it('that are too large are named, with their size, and the record that was made', async () => {
		const { emulator, everything, create } = await withFiles();
		emulator.faults.next({ path: '/api/v1/recordfiles/' }, { status: 413, body: 'too large' });
		const { message, description } = await shown(
			create('data', { data: binary('film.mov', someBytes(1_500_000)) }),
		);
		expect(message).toBe("File 'film.mov' (1.5 MB) is too large for SmartSuite");
		const all = await jsonOf(emulator, ofRecord('getAll', everything.id, { returnAll: true }));
		const made = all.find(({ Title }) => Title === 'T');
		expect(description).toContain(
			`The record ${made?.record_id as string} was written, but without`,
		);
	});

	it('that are too large cost no other item its record', async () => {
		const { emulator, everything } = await withFiles();
		emulator.faults.next({ path: '/api/v1/recordfiles/' }, { status: 413, body: 'too large' });
		const json = `={{ ({ Title: $json.Title, '${FIELD}': 'data' }) }}`;
		const items = await jsonOf(emulator, ofRecord('create', everything.id, { json }), {
			input: [{ Title: 'A' }, { Title: 'B' }],
			binary: [{ data: binary('a.txt') }, { data: binary('b.txt') }],
			continueOnFail: true,
		});
		expect(items[0]?.error).toMatch(/^File 'a.txt' .* is too large/);
		expect(items[1]).toMatchObject({ Title: 'B', [FIELD]: [{ name: 'b.txt' }] });
	});

	it('that are added to a record are an update of it, though nothing else differs', async () => {
		const { emulator, everything, uploads } = await withFiles();
		const parameters = ofRecord('upsert', everything.id, {
			json: { Title: 'Bare', [FIELD]: 'data' },
			matchFields: ['Title'],
		});
		const run = { binary: [{ data: binary('a.txt') }] };
		expect(await jsonOf(emulator, parameters, run)).toMatchObject([{ operation: 'updated' }]);
		expect(uploads()).toHaveLength(1);
	});
});
