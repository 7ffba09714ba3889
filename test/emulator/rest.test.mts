import { expect, it } from 'vitest';
import { call, createWebhook, emulate, listEvents } from './harness.mts';

it('lists solutions, hidden ones too, as a bare array or with results', async () => {
	const emulator = await emulate();
	const { solutions } = emulator;
	const bare = await call(emulator, 'GET', '/api/v1/solutions/');
	expect(bare.body).toEqual(solutions);
	expect(solutions.map(({ hidden }) => hidden)).toEqual([false, false, true]);
	emulator.switches.restLists = 'results';
	const wrapped = await call(emulator, 'GET', '/api/v1/solutions/');
	expect(wrapped.body).toEqual({ results: solutions, count: 3, next: null, previous: null });
});

it('gives one solution and one table', async () => {
	const emulator = await emulate();
	const { solution, tables } = emulator;
	const one = await call(emulator, 'GET', `/api/v1/solutions/${solution.id}/`);
	const table = await call(emulator, 'GET', `/api/v1/applications/${tables.tasks.id}/`);
	expect([one.body, table.body]).toEqual([solution, tables.tasks]);
});

it('lists the tables of a solution, with the fields asked for', async () => {
	const emulator = await emulate();
	const { solution, tables } = emulator;
	const path = `/api/v1/applications/?solution=${solution.id}`;
	expect((await call(emulator, 'GET', path)).body).toEqual([tables.tasks, tables.contacts]);
	expect((await call(emulator, 'GET', `${path}&fields=id&fields=name`)).body).toEqual([
		{ id: tables.tasks.id, name: 'Tasks' },
		{ id: tables.contacts.id, name: 'Contacts' },
	]);
});

it('lists members in pages', async () => {
	const emulator = await emulate();
	const { members } = emulator;
	const reply = await call(emulator, 'POST', '/api/v1/members/list/?offset=1&limit=2', {});
	const items = members.slice(1, 3);
	expect(reply.body).toEqual({ items, total: 4, offset: 1, limit: 2, time: 1 });
});

it('knows the workspace that the token belongs to', async () => {
	const emulator = await emulate();
	const { body } = await call(emulator, 'GET', '/api/v1/accounts/');
	expect(body).toMatchObject([{ slug: emulator.accountId }]);
});

it.each([
	['GET', '/api/v1/solutions?fields=id', 301],
	['POST', '/api/v1/members/list', 301],
	['GET', '/api/v1/nothing/', 404],
	['GET', '/api/v1/solutions/ffffffffffffffffffffffff/', 404],
	['GET', '/api/v1/members/list/', 405],
])('answers %s %s with %i', async (method, path, status) => {
	const emulator = await emulate();
	const reply = await call(emulator, method, path);
	expect(reply.status).toBe(status);
	if (status === 301) expect(reply.headers.get('location')).toBe(path.replace(/(\?|$)/, '/$1'));
});

it('creates, changes, gives, lists and deletes records, which fires events', async () => {
	const emulator = await emulate();
	const webhook = await createWebhook(emulator);
	const path = `/api/v1/applications/${emulator.tables.contacts.id}/records/`;
	const created = await call(emulator, 'POST', path, { title: 'Ann' });
	const { id } = created.body as { id: string };
	const author = { by: emulator.members[0]?.id };
	expect(created).toMatchObject({ status: 201, body: { title: 'Ann', first_created: author } });
	const changed = await call(emulator, 'PATCH', `${path}${id}/`, { scompany01: 'Roe' });
	expect(changed).toMatchObject({ status: 200, body: { title: 'Ann', scompany01: 'Roe' } });
	const given = await call(emulator, 'GET', `${path}${id}/`);
	expect(given.body).toMatchObject({ id, title: 'Ann' });
	expect(given.body).not.toHaveProperty('semail0001');
	const listed = await call(emulator, 'POST', `${path}list/?limit=2&offset=2`, {});
	expect(listed.body).toMatchObject({ total: 3, offset: 2, limit: 2, items: [{ id }] });
	expect((await call(emulator, 'DELETE', `${path}${id}/`)).status).toBe(200);
	expect((await call(emulator, 'GET', `${path}${id}/`)).status).toBe(404);
	expect((await listEvents(emulator, webhook)).numbers).toEqual([1, 2, 3]);
});

it('fires no events for its own writes, with the switch', async () => {
	const emulator = await emulate({ switches: { ownWritesFireEvents: false } });
	const webhook = await createWebhook(emulator);
	const path = `/api/v1/applications/${emulator.tables.contacts.id}/records/`;
	await call(emulator, 'POST', path, { title: 'Ann' });
	expect((await listEvents(emulator, webhook)).numbers).toBeUndefined();
});

it('refuses a record without its required title', async () => {
	const emulator = await emulate();
	const path = `/api/v1/applications/${emulator.tables.contacts.id}/records/`;
	const reply = await call(emulator, 'POST', path, {});
	expect(reply).toMatchObject({ status: 422, body: { title: ['This field is required.'] } });
});
