import { describe, expect, it } from 'vitest';

import { formWithFile } from '../../nodes/SmartSuite/api/multipart.ts';
import { request } from '../../nodes/SmartSuite/transport/index.ts';
import { fakeContext, ok } from './fake-context.mts';
import { list } from './request-setup.mts';

const BYTES = Buffer.from([0, 255, 13, 10, 45, 45, 0]);

/** The parts of the form, as Node's own parser reads them. */
async function partsOf(name: string, mimeType = 'application/pdf', bytes = BYTES) {
	const form = formWithFile({ name, mimeType, bytes });
	const headers = { 'content-type': form.contentType };
	const parsed = await new Response(new Uint8Array(form.bytes), { headers }).formData();
	const file = parsed.get('files') as File;
	return {
		file: { name: file.name, type: file.type, bytes: Buffer.from(await file.arrayBuffer()) },
		filename: parsed.get('filename'),
		keys: [...parsed.keys()],
		text: form.bytes.toString('latin1'),
	};
}

describe('a form with a file', () => {
	it('has it to the byte, under the name that SmartSuite wants', async () => {
		expect(await partsOf('offer.pdf')).toMatchObject({
			file: { name: 'offer.pdf', type: 'application/pdf', bytes: BYTES },
			keys: ['files'],
		});
	});

	it('may have nothing in its file', async () => {
		expect((await partsOf('empty.txt', 'text/plain', Buffer.alloc(0))).file.bytes).toHaveLength(0);
	});

	it('writes other letters than English ones as they are', async () => {
		const { text, file } = await partsOf('Müller 日本.pdf');
		const raw = Buffer.from('filename="Müller 日本.pdf"').toString('latin1');
		expect(text).toContain(raw);
		expect(file.name).toBe('Müller 日本.pdf');
	});

	it.each([
		['the "final" one.pdf', 'the "final" one.pdf', 'filename="the %22final%22 one.pdf"'],
		['two\r\nlines.pdf', 'two lines.pdf', 'filename="two%0D%0Alines.pdf"'],
	])('escapes what would end the name, and says it once more: %j', async (name, said, escaped) => {
		const { text, filename, keys } = await partsOf(name);
		expect(text).toContain(escaped);
		expect({ filename, keys }).toEqual({ filename: said, keys: ['files', 'filename'] });
	});

	it.each(['', 'pdf', 'text/plain\r\nX-Evil: 1', 'text/plain"'])(
		'has no type that is none: %j',
		async (mimeType) => {
			expect((await partsOf('a.bin', mimeType)).file.type).toBe('application/octet-stream');
		},
	);

	it('never has the same boundary twice', () => {
		const file = { name: 'a', mimeType: '', bytes: BYTES };
		expect(formWithFile(file).contentType).not.toBe(formWithFile(file).contentType);
	});
});

describe('a call with a form', () => {
	it('goes as it is, with its own type and more time', async () => {
		const fake = fakeContext(() => ok({}));
		const upload = formWithFile({ name: 'a.pdf', mimeType: 'application/pdf', bytes: BYTES });
		await request(fake.context, { ...list, body: undefined, upload });
		expect(fake.sent).toMatchObject([
			{
				body: upload.bytes,
				headers: { Accept: 'application/json', 'Content-Type': upload.contentType },
				timeout: 60_000,
			},
		]);
	});
});
