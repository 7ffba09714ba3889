import { describe, expect, it } from 'vitest';
import { load, search } from './action.mts';
import { account, create, NOTIFICATION_URL, run } from './webhook-operations.mts';
import { byId } from './world.mts';

const DAY_MS = 86_400_000;

const paths = ({ calls }: { calls: Array<{ path: string; rpc?: string }> }) =>
	calls.map(({ path, rpc }) => rpc ?? path.split('?')[0]);

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

	it('say what a webhook watches and where it points, and until when only where that is not remembered', async () => {
		const at = await account();
		const { credential, emulator } = at;
		const { tasks } = emulator.tables;
		await create(at, { events: ['RECORD_CREATED'], watch: 'tables', tables: [tasks.id] });
		await emulator.clock.advance(DAY_MS);
		await create(at, { options: { enabled: false } });
		const parameters = { solution: byId(emulator.solution.id) };
		const { results } = await search(credential, 'searchWebhooks', parameters);
		expect(results.map(({ name }) => name)).toEqual([
			'created · Tasks · n8n.example.com/webhook/changes',
			'created, updated, deleted · whole solution',
		]);
		const [active, paused] = await load(credential, 'getWebhooks', parameters);
		expect(active).toMatchObject({ value: emulator.webhooks[0]?.id });
		expect(active?.description).toMatch(
			/^expires in \d days · https:\/\/n8n\.example\.com\/webhook\/changes$/,
		);
		expect(paused?.description).toMatch(/^paused, expires in \d days · [\w-]{36}$/);
	});

	it.each([
		['its path', 'Changes'],
		['its whole address', `${NOTIFICATION_URL}/`],
		['its id', 'id'],
	])('find one by %s', async (_, typed) => {
		const at = await account();
		const { value } = await create(at);
		await create(at, { notificationUrl: 'https://elsewhere.example.com/hook' });
		const parameters = { solution: byId(at.emulator.solution.id) };
		const filter = typed === 'id' ? value : typed;
		const { results } = await search(at.credential, 'searchWebhooks', parameters, filter);
		expect(results.map((result) => result.value)).toEqual([value]);
	});

	it('tell two apart that point at the same address', async () => {
		const at = await account();
		const first = await create(at);
		const second = await create(at);
		const parameters = { solution: byId(at.emulator.solution.id) };
		const { results } = await search(at.credential, 'searchWebhooks', parameters);
		const line = 'created, updated, deleted · whole solution · n8n.example.com/webhook/changes';
		const names = [first, second].map(({ value }) => `${line} (${value})`);
		expect(results.map(({ name }) => name)).toEqual(names);
	});
});

describe('a webhook that points at this n8n', () => {
	const HERE = 'https://hooks.example.com/n8n/webhook/0a1b/changes';
	const ELSEWHERE = 'https://hooks.example.com/n8n-of-others/webhook/changes';

	/** n8n as it is known to those who open it, and to those who send it pings. */
	const places = [
		{ editor: 'https://hooks.example.com/n8n/', webhooks: 'https://hooks.example.com/n8n/' },
		{ editor: 'https://n8n.example.com', webhooks: 'https://hooks.example.com/n8n/' },
		{ editor: 'http://hooks.example.com/n8n', webhooks: 'http://localhost:5678/' },
	];

	it.each(places)('is marked and comes first: $editor, $webhooks', async (place) => {
		const at = await account();
		await create(at, { events: ['RECORD_CREATED'], notificationUrl: ELSEWHERE });
		const own = await create(at, { notificationUrl: HERE });
		await create(at, { options: { enabled: false } });
		const n8n = {
			instanceBaseUrl: place.editor,
			webhookWaitingBaseUrl: `${place.webhooks}webhook-waiting`,
		};
		const parameters = { solution: byId(at.emulator.solution.id) };
		const { results } = await search(at.credential, 'searchWebhooks', parameters, '', n8n);
		expect(results.map(({ name }) => name)).toEqual([
			'this n8n · created, updated, deleted · whole solution · hooks.example.com/n8n/webhook/0a1b/changes',
			'created · whole solution · hooks.example.com/n8n-of-others/webhook/changes',
			'created, updated, deleted · whole solution',
		]);
		const [first] = await load(at.credential, 'getWebhooks', parameters, n8n);
		expect(first).toMatchObject({ value: own.value, name: results[0]?.name });
	});
});
