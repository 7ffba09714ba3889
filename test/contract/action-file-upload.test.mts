import type { IBinaryKeyData } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';
import type { Fault } from '../emulator/index.mts';
import { callsTo, recordAt, runAt } from './around.mts';
import { fastForward } from './fast-forward.mts';
import {
	binary,
	bytesOf,
	FIELD,
	hashOf,
	namesIn,
	recordWith,
	someBytes,
	upload,
} from './files.mts';
import { shown } from './shown.mts';

const UPLOADS = '/api/v1/recordfiles/';
const HTML = '<html><body>413 Request Entity Too Large</body></html>';

describe('upload', () => {
	it('adds each file with one call, whole, beside those that are there', async () => {
		const at = await recordWith('before.txt');
		const picture = someBytes(300_000);
		const files = {
			data: binary('offer.pdf', 'a pdf', 'application/pdf'),
			picture: binary('logo.png', picture, 'image/png'),
		};
		const items = await upload(at, files);
		expect(items).toEqual([
			{
				json: {
					name: 'offer.pdf',
					mime_type: 'application/pdf',
					size: 5,
					created_on: expect.any(String) as string,
					handle: expect.any(String) as string,
					field: 'Files and Images',
					record_id: at.recordId,
					table_id: at.tableId,
				},
				pairedItem: { item: 0 },
			},
			{
				json: expect.objectContaining({ name: 'logo.png', size: 300_000 }) as object,
				pairedItem: { item: 0 },
			},
		]);
		expect(callsTo(at, '/recordfiles/')).toHaveLength(2);
		expect(await namesIn(at)).toEqual(['before.txt', 'offer.pdf', 'logo.png']);
		const [stored] = await runAt(at, 'file download', { field: FIELD, file: 'logo.png' });
		expect(stored && hashOf(bytesOf(stored))).toBe(hashOf(picture));
	});

	it.each([
		'Angebot für Müller & Söhne.pdf',
		'the "final" offer.pdf',
		'日本語 😀.txt',
		"it's; a=b.txt",
		'100%.txt',
	])('keeps the name %s', async (name) => {
		const at = await recordAt();
		await upload(at, { data: binary(name) });
		expect(await namesIn(at)).toEqual([name]);
	});

	it('names a file without a name by its field', async () => {
		const at = await recordAt();
		const file = { ...binary(undefined), fileExtension: 'txt' };
		expect(await upload(at, { report: file })).toMatchObject([{ json: { name: 'report.txt' } }]);
	});

	it.each(['Files and Images', 'files AND images', ` ${FIELD} `])(
		'takes the field by label or slug: %j',
		async (field) => {
			const at = await recordAt();
			expect(await upload(at, { data: binary('a.txt') }, { field })).toHaveLength(1);
		},
	);

	it.each([
		[{ field: 'Status' }, "'Field' does not take files: 'Status'", 'Files and Images (sfiles0001)'],
		[{ field: 'Photos' }, "'Field' is not a field of the table: 'Photos'", 'Files and Images'],
		[{ field: '' }, "'Field' is empty", 'Files and Images'],
		[{ binaryProperty: ' ' }, "'Input Binary Field' is empty", 'Enter the name'],
		[{ binaryProperty: 'data,photo' }, "The item has no binary field 'photo' [item 0]", 'Check'],
	])('refuses %j before it uploads anything', async (parameters, message, advice) => {
		const at = await recordAt();
		const failed = await shown(upload(at, { data: binary('a.txt') }, parameters));
		expect(failed).toMatchObject({
			message,
			description: expect.stringContaining(advice) as string,
		});
		expect(callsTo(at, '/recordfiles/')).toEqual([]);
	});

	it('says which record is not there', async () => {
		const at = { ...(await recordAt()), recordId: '0'.repeat(24) };
		const { message } = await shown(upload(at, { data: binary('a.txt') }));
		expect(message).toBe(`SmartSuite has no record '${at.recordId}' in table '${at.tableId}'`);
	});

	it('names file and size where it is too large, and what was uploaded before', async () => {
		const at = await recordAt();
		at.emulator.faults.next({ path: UPLOADS }, { delayMs: 0 });
		const fault: Fault = { status: 413, body: HTML, contentType: 'text/html' };
		at.emulator.faults.next({ path: UPLOADS }, fault);
		const files = { a: binary('a.txt'), b: binary('video.mp4', someBytes(1_234_567)) };
		expect(await shown(upload(at, files))).toMatchObject({
			message: "File 'video.mp4' (1.2 MB) is too large for SmartSuite",
			description: expect.stringMatching(/^Uploaded before that: 'a.txt'. Send less/) as string,
			context: { itemIndex: 0 },
		});
		expect(await namesIn(at)).toEqual(['a.txt']);
	});

	it('refuses a file that n8n could hardly hold, before any call', async () => {
		const at = await recordAt();
		const huge = { ...binary('film.mov'), bytes: 2_000_000_000 };
		const { message } = await shown(upload(at, { data: huge }));
		expect(message).toBe(
			"The file 'film.mov' (2 GB) is too large for this node, which takes up to 500 MB",
		);
		expect(at.emulator.calls).toEqual([]);
	});

	it.each(['hang-after', 'reset-after', 'truncate', 'empty'] as Fault[])(
		'does not send a file twice that SmartSuite has: %s',
		async (fault) => {
			const at = await recordWith('a.txt');
			at.emulator.faults.next({ path: UPLOADS }, fault);
			const items = await fastForward(() => upload(at, { data: binary('b.txt') }));
			expect(items).toMatchObject([
				{ json: { name: 'b.txt', handle: expect.any(String) as string } },
			]);
			expect(callsTo(at, '/recordfiles/')).toHaveLength(1);
			expect(await namesIn(at)).toEqual(['a.txt', 'b.txt']);
		},
	);

	it.each([{ status: 500 }, { status: 504 }, 'hang'] as Fault[])(
		'says that the file did not arrive: %j',
		async (fault) => {
			const at = await recordAt();
			at.emulator.faults.next({ path: UPLOADS }, fault);
			const run = () => shown(upload(at, { data: binary('b.txt') }));
			const { description } = await fastForward(run);
			expect(description).toMatch(/^The file was not there when the record was read again/);
			expect(callsTo(at, '/recordfiles/')).toHaveLength(1);
		},
	);

	it('does not take the file before for a second one of the same name', async () => {
		const at = await recordAt();
		at.emulator.faults.next({ path: UPLOADS }, { delayMs: 0 });
		at.emulator.faults.next({ path: UPLOADS }, { status: 500 });
		const run = () => shown(upload(at, { a: binary('a.txt'), b: binary('a.txt') }));
		const { description } = await fastForward(run);
		expect(description).toMatch(/^Uploaded before that: 'a.txt'. The file was not there/);
	});

	it('says that nobody knows where the record cannot be read either', async () => {
		const at = await recordAt();
		at.emulator.faults.next({ path: UPLOADS }, 'hang-after');
		at.emulator.faults.next({ path: `/api/v1/applications/${at.tableId}/records` }, 'hang', 9);
		const run = () => shown(upload(at, { data: binary('b.txt') }));
		const { description } = await fastForward(run);
		expect(description).toMatch(/^Whether SmartSuite has the file now is not known/);
	});

	it('goes on with the next item where one fails, each with its item', async () => {
		const at = await recordAt();
		const parameters = { field: FIELD, binaryProperty: 'data' };
		const files: IBinaryKeyData[] = [{}, { data: binary('b.txt') }];
		const run = { input: [{}, {}], binary: files, continueOnFail: true };
		expect(await runAt(at, 'file upload', parameters, run)).toMatchObject([
			{ json: { error: "The item has no binary field 'data' [item 0]" }, pairedItem: { item: 0 } },
			{ json: { name: 'b.txt' }, pairedItem: { item: 1 } },
		]);
	});
});
