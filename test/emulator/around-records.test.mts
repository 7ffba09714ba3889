import { expect, it } from 'vitest';
import { call, emulate } from './harness.mts';
import type { Emulator } from './index.mts';

const api = (emulator: Emulator, method: string, path: string, body?: unknown) =>
	call(emulator, method, `/api/v1/${path}`, body);

it('lists views and their records', async () => {
	const emulator = await emulate();
	const { id } = emulator.tables.tasks;
	const { body } = await api(emulator, 'GET', `reports/?application=${id}`);
	const views = body as Array<{ id: string; label: string }>;
	expect(views.map(({ label }) => label)).toEqual(['All Records', 'Open']);
	emulator.records.create(id, { title: 'Done', status: 'complete' });
	const path = `applications/${id}/records-for-report/?with_empty_values=false&report=`;
	const all = await api(emulator, 'GET', `${path}${views[0]?.id}`);
	expect(all.body).toMatchObject({ records: { length: 4 }, unfiltered: true });
	const open = await api(emulator, 'GET', `${path}${views[1]?.id}`);
	expect(open.body).toMatchObject({ records: { length: 3 }, unfiltered: false });
	expect((await api(emulator, 'GET', `${path}none`)).status).toBe(404);
});

it('tells whose token it is, and lists teams and members, also by filter', async () => {
	const emulator = await emulate();
	const [ada, grace] = emulator.members;
	expect((await api(emulator, 'GET', 'current-member/')).body).toEqual(ada);
	const teams = await api(emulator, 'POST', 'teams/list/');
	expect(teams.body).toMatchObject({ total: 1, items: [{ name: 'Support' }] });
	const fields = [{ field: 'email', comparison: 'is', value: 'grace@example.com' }];
	const filter = { operator: 'and', fields };
	for (const path of ['members/list/', 'applications/members/records/list/']) {
		const found = await api(emulator, 'POST', path, { filter });
		expect(found.body).toMatchObject({ total: 1, items: [{ id: grace?.id }] });
	}
});

it('adds comments, and lists those of a record, or all', async () => {
	const emulator = await emulate();
	const application = emulator.tables.tasks.id;
	const record = emulator.records.create(application).id;
	const other = emulator.records.create(application).id;
	const message = { html: '<p>Hello</p>' };
	const added = await api(emulator, 'POST', 'comments/', { message, application, record });
	expect(added).toMatchObject({ status: 201, body: { record, message: { preview: 'Hello' } } });
	await api(emulator, 'POST', `comments/?record=${other}`, { message, application });
	const listed = await api(emulator, 'GET', `comments/?record=${record}`);
	expect(listed.body).toEqual({ count: null, next: null, previous: null, results: [added.body] });
	expect((await api(emulator, 'GET', 'comments/')).body).toMatchObject({ results: { length: 2 } });
	const text = await api(emulator, 'POST', 'comments/', { message: 'Hello', application, record });
	expect(text.status).toBe(400);
});

it('takes uploads, each of which appends, and gives them to anybody', async () => {
	const emulator = await emulate();
	const { id } = emulator.tables.everything;
	const record = emulator.records.create(id).id;
	const upload = async (name: string) => {
		const form = new FormData();
		form.append('files', new Blob([`content of ${name}`], { type: 'text/plain' }), 'part.txt');
		form.append('filename', name);
		const body = new Response(form);
		const headers = { 'content-type': body.headers.get('content-type') ?? '' };
		const path = `/api/v1/recordfiles/${id}/${record}/sfiles0001/`;
		return call(emulator, 'POST', path, await body.text(), headers);
	};
	await upload('one.txt');
	const { body } = await upload('two.txt');
	const { sfiles0001: files } = body as {
		sfiles0001: Array<{ handle: string; metadata: { filename: string } }>;
	};
	expect(files.map(({ metadata }) => metadata.filename)).toEqual(['one.txt', 'two.txt']);
	const link = await api(emulator, 'GET', `shared-files/${files[1]?.handle}/url/`);
	const response = await fetch((link.body as { url: string }).url);
	expect(await response.text()).toBe('content of two.txt');
	const path = `recordfiles/${id}/${record}/sfiles0001/`;
	expect((await api(emulator, 'POST', path, {})).status).toBe(400);
});

it('attaches files by their addresses, and clears them', async () => {
	const emulator = await emulate();
	const { id } = emulator.tables.everything;
	const path = `applications/${id}/records/${emulator.records.create(id).id}/`;
	const write = async (files: unknown[]) =>
		((await api(emulator, 'PATCH', path, { sfiles0001: files })).body as { sfiles0001: object[] })
			.sfiles0001;
	await write(['https://example.com/a.pdf']);
	expect(await write(['https://example.com/b.png'])).toMatchObject([
		{ file_type: 'pdf', metadata: { filename: 'a.pdf' } },
		{ file_type: 'image', metadata: { filename: 'b.png' } },
	]);
	expect(await write([])).toEqual([]);
});

it('gives lists in pages where a limit is given', async () => {
	const emulator = await emulate();
	const [, second] = emulator.solutions;
	const { body } = await api(emulator, 'GET', 'solutions/?limit=1&offset=1');
	expect(body).toEqual({
		count: 3,
		next: `${emulator.url}/api/v1/solutions/?limit=1&offset=2`,
		previous: `${emulator.url}/api/v1/solutions/?limit=1&offset=0`,
		results: [second],
	});
	emulator.switches.restLists = 'bare';
	expect((await api(emulator, 'GET', 'solutions/?limit=1')).body).toHaveLength(3);
});
