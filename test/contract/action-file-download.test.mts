import type { ServerResponse } from 'node:http';
import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';
import { callsTo, recordAt, runAt, type Around } from './around.mts';
import { fastForward } from './fast-forward.mts';
import { binary, bytesOf, FIELD, hashOf, recordWith, someBytes, upload } from './files.mts';
import { shown } from './shown.mts';
import { serve } from './strange-server.mts';
import { byId } from './world.mts';

const download = (at: Around, parameters: INodeParameters = {}) =>
	runAt(at, 'file download', { field: FIELD, ...parameters });

const namesOf = (items: INodeExecutionData[]) => items.map(({ json }) => json.name);

/** A record whose file is at a server that answers so. */
async function recordWithFileAt(answer: (response: ServerResponse, nth: number) => unknown) {
	const server = await serve((response) => answer(response, server.received.length));
	const at = await recordAt();
	const { url, token, accountId } = at.emulator;
	await fetch(`${url}/api/v1/applications/${at.tableId}/records/${at.recordId}/`, {
		method: 'PATCH',
		headers: { authorization: `Token ${token}`, 'account-id': accountId },
		body: JSON.stringify({ [FIELD]: [`${server.url}/offer.pdf`] }),
	});
	return { ...at, server };
}

describe('download', () => {
	it('gives each file whole, as an item with its name and type', async () => {
		const at = await recordAt();
		const picture = someBytes(400_000);
		await upload(at, {
			a: binary('Müller "1".pdf', 'a pdf', 'application/pdf'),
			b: binary('logo.png', picture, 'image/png'),
		});
		const [pdf, png] = await download(at);
		expect(pdf).toMatchObject({
			json: { name: 'Müller "1".pdf', mime_type: 'application/pdf', field: 'Files and Images' },
			binary: { data: { fileName: 'Müller "1".pdf', mimeType: 'application/pdf' } },
			pairedItem: { item: 0 },
		});
		expect(png).toMatchObject({
			binary: { data: { fileName: 'logo.png', mimeType: 'image/png' } },
		});
		expect(pdf && bytesOf(pdf).toString()).toBe('a pdf');
		expect(png && hashOf(bytesOf(png))).toBe(hashOf(picture));
	});

	it.each([
		['b.txt', ['b.txt']],
		[' B.TXT ', ['b.txt']],
		['2', ['b.txt']],
		[2, ['b.txt']],
		['7', ['7']],
		['', ['a.txt', 'b.txt', '7']],
	])('gives the file that is meant by %j', async (file, names) => {
		const at = await recordWith('a.txt', 'b.txt', '7');
		expect(namesOf(await download(at, { file }))).toEqual(names);
	});

	it('takes the handle of a file, also by the item of Get Link', async () => {
		const at = await recordWith('a.txt', 'b.txt');
		const [, b] = await runAt(at, 'file getLink', { field: FIELD });
		const run = { input: [b?.json ?? {}] };
		for (const file of ['={{ $json.handle }}', '={{ $json }}']) {
			const items = await runAt(at, 'file download', { field: FIELD, file }, run);
			expect(namesOf(items)).toEqual(['b.txt']);
		}
	});

	it('puts the file where the panel says', async () => {
		const at = await recordWith('a.txt');
		const [item] = await download(at, { binaryProperty: ' report ' });
		expect(item && bytesOf(item, 'report').toString()).toBe('content of a.txt');
	});

	it('gives no item where the field is empty', async () => {
		expect(await download(await recordAt())).toEqual([]);
	});

	it.each([
		[{ file: 'c.txt' }, "The record has no file 'c.txt' in 'Files and Images'", 'It has: a.txt.'],
		[{ field: 'Status' }, "'Field' does not take files: 'Status'", 'Files and Images'],
		[{ record: byId('') }, "'Record' is empty", 'Choose one'],
	])('refuses %j', async (parameters, message, advice) => {
		const at = await recordWith('a.txt');
		expect(await shown(download(at, parameters))).toMatchObject({
			message,
			description: expect.stringContaining(advice) as string,
		});
	});

	it('sends no token to where the file is, and follows it to another place', async () => {
		const at = await recordWithFileAt((response, nth) => {
			if (nth === 1) response.writeHead(302, { location: '/moved' });
			response.end('a pdf');
		});
		const [item] = await download(at);
		expect(item && bytesOf(item).toString()).toBe('a pdf');
		const sent = JSON.stringify(at.server.received);
		expect(sent).not.toContain(at.emulator.token);
		expect(sent).not.toContain('authorization');
	});

	it('tries again where the file could not be had at first', async () => {
		const at = await recordWithFileAt((response, nth) => {
			if (nth === 1) response.writeHead(503).end();
			else if (nth === 2) response.destroy();
			else if (nth === 3) response.writeHead(200, { 'content-length': 99 }).write('half');
			else response.end('a pdf');
			if (nth === 3) setImmediate(() => response.destroy());
		});
		const [item] = await fastForward(() => download(at));
		expect(item && bytesOf(item).toString()).toBe('a pdf');
		expect(at.server.received).toHaveLength(4);
	});

	it.each([
		[
			'is gone',
			(response: ServerResponse) => response.writeHead(404).end(),
			/^127\.0\.0\.1:\d+ has no file 'offer\.pdf' any more$/,
		],
		[
			'may not be had',
			(response: ServerResponse) => response.writeHead(403).end('expired'),
			/^127\.0\.0\.1:\d+ did not give file 'offer\.pdf' \(HTTP 403\)$/,
		],
		[
			'never comes',
			(response: ServerResponse) => response.writeHead(500).end(),
			/^127\.0\.0\.1:\d+ did not give file 'offer\.pdf' \(HTTP 500\)$/,
		],
		[
			'has a sign-in page in its place',
			(response: ServerResponse) =>
				response.writeHead(200, { 'content-type': 'text/html' }).end('<html>Sign in</html>'),
			/^127\.0\.0\.1:\d+ gave a web page in the place of file 'offer\.pdf'$/,
		],
	])('says so where the file %s', async (_, answer, message) => {
		const at = await recordWithFileAt(answer);
		expect((await fastForward(() => shown(download(at)))).message).toMatch(message);
	});

	it('stops where the execution is stopped', async () => {
		const at = await recordWithFileAt(() => {});
		const stop = new AbortController();
		const run = runAt(at, 'file download', { field: FIELD }, { stop: stop.signal });
		const failed = shown(run);
		await expect.poll(() => at.server.received.length).toBe(1);
		stop.abort();
		expect((await failed).message).toBe('The execution was stopped');
	});
});

describe('get link', () => {
	it('gives an address of each file that anybody can load', async () => {
		const at = await recordWith('a.txt', 'b.txt');
		const [a] = await runAt(at, 'file getLink', { field: FIELD, file: 'a.txt' });
		expect(a?.json).toMatchObject({ name: 'a.txt', url: expect.stringMatching(/^http/) as string });
		expect(await (await fetch(a?.json.url as string)).text()).toBe('content of a.txt');
		expect(await runAt(at, 'file getLink', { field: FIELD })).toHaveLength(2);
	});

	it('asks once a file, beside the record and, once a day, its table', async () => {
		const at = await recordWith('a.txt', 'b.txt');
		await runAt(at, 'file getLink', { field: FIELD });
		expect(callsTo(at, '/')).toHaveLength(3);
	});

	it.each([{}, { url: null }, { url: 'javascript:alert(1)' }])(
		'says so where SmartSuite gives none: %j',
		async (body) => {
			const at = await recordWith('a.txt');
			at.emulator.faults.next({ path: '/api/v1/shared-files/' }, { status: 200, body });
			const { message } = await shown(runAt(at, 'file getLink', { field: FIELD }));
			expect(message).toBe("SmartSuite gave no address for the file 'a.txt' (16 bytes)");
		},
	);

	it('goes on with the next item where one fails, each with its item', async () => {
		const at = await recordWith('a.txt');
		const run = { input: [{ file: 'z.txt' }, { file: 'a.txt' }], continueOnFail: true };
		const parameters = { field: FIELD, file: '={{ $json.file }}' };
		expect(await runAt(at, 'file getLink', parameters, run)).toMatchObject([
			{ json: { error: expect.stringContaining('z.txt') as string }, pairedItem: { item: 0 } },
			{ json: { name: 'a.txt' }, pairedItem: { item: 1 } },
		]);
	});
});
