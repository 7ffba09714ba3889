import { describe, expect, it } from 'vitest';
import { load, search } from './action.mts';
import { account, create, NOTIFICATION_URL, run } from './webhook-operations.mts';
import { byId } from './world.mts';

const DAY_MS = 86_400_000;

const paths = ({ calls }: { calls: Array<{ path: string; rpc?: string }> }) =>
	calls.map(({ path, rpc }) => rpc ?? path.split('?')[0]);

describe('the dropdown of solutions', () => {
	it.each([
		{ typed: undefined, names: ['Demo Solution', 'Sales Pipeline'] },
		{ typed: ' SALES ', names: ['Sales Pipeline'] },
		{ typed: 'archive', names: [] },
		{ typed: '641b70cb0d94c969a49983aa', names: ['Sales Pipeline'] },
		{
			typed: 'https://app.smartsuite.com/sv25cxf2/solution/641b70cb0d94c969a49983aa/x',
			names: ['Sales Pipeline'],
		},
	])('finds $typed, and offers no hidden one', async ({ typed, names }) => {
		const { credential } = await account();
		const { results } = await search(credential, 'searchSolutions', {}, typed);
		expect(results.map(({ name }) => name)).toEqual(names);
	});

	it('leads to the solution in SmartSuite', async () => {
		const { credential, emulator } = await account();
		const { results } = await search(credential, 'searchSolutions', {}, 'demo');
		const { id } = emulator.solution;
		expect(results).toEqual([
			{
				name: 'Demo Solution',
				value: id,
				url: `${emulator.url}/${emulator.accountId}/solution/${id}`,
			},
		]);
	});
});

describe('the dropdowns of tables', () => {
	it('show the solution beside the name', async () => {
		const { credential, emulator } = await account();
		const { tasks } = emulator.tables;
		const parameters = { solution: byId(emulator.solution.id) };
		const url = `${emulator.url}/${emulator.accountId}/solution/${emulator.solution.id}/${tasks.id}`;
		const { results } = await search(credential, 'searchTables', parameters, 'demo sol');
		expect(results.map(({ name }) => name)).toEqual([
			'Contacts · Demo Solution',
			'Tasks · Demo Solution',
		]);
		expect((await search(credential, 'searchTables', parameters, url)).results).toEqual([
			{ name: 'Tasks · Demo Solution', value: tasks.id, description: 'Demo Solution', url },
		]);
		const [contacts] = await load(credential, 'getTables', parameters);
		expect(contacts).toMatchObject({ name: 'Contacts', description: 'Demo Solution' });
		expect(paths(emulator)).toEqual(['/api/v1/applications/', '/api/v1/solutions/']);
	});

	it('show the tables of a solution that is hidden, or that alone may be read', async () => {
		const { credential, emulator } = await account();
		const hidden = emulator.solutions.find((solution) => solution.hidden);
		const parameters = { solution: byId(String(hidden?.id)) };
		expect((await search(credential, 'searchTables', parameters)).results).toMatchObject([
			{ name: 'Archive' },
		]);
		emulator.faults.next({ path: '/api/v1/solutions/' }, { status: 403, body: {} });
		const other = { solution: byId(emulator.solution.id) };
		const others = await account();
		others.emulator.faults.next({ path: '/api/v1/solutions/' }, { status: 403, body: {} });
		const { results } = await search(others.credential, 'searchTables', other, 'tasks');
		expect(results.map(({ name }) => name)).toEqual(['Tasks']);
	});
});

describe('the dropdowns of webhooks', () => {
	it('show at once what the node itself has changed, and read nothing twice otherwise', async () => {
		const at = await account();
		const parameters = { solution: byId(at.emulator.solution.id) };
		const listed = async () =>
			(await search(at.credential, 'searchWebhooks', parameters)).results.map(({ value }) => value);
		expect(await listed()).toEqual([]);
		const webhook = await create(at);
		expect(await listed()).toEqual([webhook.value]);
		await run(at, 'get', { webhook });
		expect(await listed()).toEqual([webhook.value]);
		await run(at, 'delete', { webhook });
		expect(await listed()).toEqual([]);
		const own = ['ListWebhooks', 'CreateWebhook', 'ListWebhooks', 'GetWebhook', 'DeleteWebhook'];
		expect(paths(at.emulator)).toEqual([...own, 'ListWebhooks']);
	});

	it('say what a webhook watches and until when', async () => {
		const at = await account();
		const { credential, emulator } = at;
		const { tasks } = emulator.tables;
		await create(at, { events: ['RECORD_CREATED'], watch: 'tables', tables: [tasks.id] });
		await emulator.clock.advance(DAY_MS);
		await create(at, { options: { enabled: false } });
		const parameters = { solution: byId(emulator.solution.id) };
		const { results } = await search(credential, 'searchWebhooks', parameters);
		expect(results.map(({ name }) => name)).toEqual([
			expect.stringMatching(/^created · Tasks · expires in \d days$/),
			expect.stringMatching(
				/^created, updated, deleted · whole solution · paused, expires in \d days$/,
			),
		]);
		expect(await load(credential, 'getWebhooks', parameters)).toMatchObject([
			{ description: NOTIFICATION_URL, value: emulator.webhooks[0]?.id },
			{ description: emulator.webhooks[1]?.id },
		]);
	});

	it('tell two of the same sort apart by where they point', async () => {
		const at = await account();
		await create(at);
		await create(at, { notificationUrl: `${NOTIFICATION_URL}/other` });
		const parameters = { solution: byId(at.emulator.solution.id) };
		const { results } = await search(at.credential, 'searchWebhooks', parameters);
		const sort = /^created, updated, deleted · whole solution · expires in \d days · (.+)$/;
		expect(results.map(({ name }) => sort.exec(name)?.[1])).toEqual([
			NOTIFICATION_URL,
			`${NOTIFICATION_URL}/other`,
		]);
	});
});

describe('the other dropdowns', () => {
	it('show fields with slug and type, members with their address', async () => {
		const { credential, emulator } = await account();
		const fields = await load(credential, 'getFields', {
			resource: 'webhook',
			operation: 'create',
			watch: 'fields',
			table: byId(emulator.tables.tasks.id),
		});
		expect(fields).toContainEqual({
			name: 'Priority',
			value: 'priority',
			description: 'priority · singleselectfield',
		});
		expect(await load(credential, 'getMembers')).toContainEqual({
			name: 'Ada Lovelace',
			value: emulator.members[0]?.id,
			description: 'ada@example.com',
		});
	});

	it('say what to choose first', async () => {
		const { credential, emulator } = await account();
		await expect(load(credential, 'getTables')).rejects.toThrow("'Solution' is empty");
		await expect(load(credential, 'getFields')).rejects.toThrow("'Table' is empty");
		expect(emulator.calls).toEqual([]);
	});
});
