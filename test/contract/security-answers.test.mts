import type { IDataObject } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';
import { execute, load, search } from './action.mts';
import { fastForward, pass, passUntil } from './fast-forward.mts';
import { inSolution, shown } from './shown.mts';
import { accountAt, eventsOf, jsonAnswer, reading } from './strange-answers.mts';
import { byId, credentialFor, emulate, onlyWebhookId, ping, watching } from './world.mts';

describe('a page longer than asked for', () => {
	const COUNT = 20_000;
	const page = (webhookId: string) =>
		JSON.stringify({
			events: Array.from({ length: COUNT }, (_, n) => ({ event_id: `${webhookId}.${n}` })),
			next_page_token: '7',
		});

	it('is handed over once, in executions of 500, and static data stays small', async () => {
		const { workflow, answer } = await reading(page, Infinity);
		expect(answer).toEqual({ status: 200, body: '' });
		await passUntil(() => workflow.events.length >= COUNT);
		await pass(10_000);
		expect(Math.max(...workflow.executions.map(({ length }) => length))).toBe(500);
		expect(new Set(workflow.events.map(({ event_id }) => event_id)).size).toBe(COUNT);
		expect(workflow.events.length).toBe(COUNT);
		expect(workflow.savedStaticData.length).toBeLessThan(500_000);
	});

	it('gives the action node as many items as it asked for', async () => {
		const { credential } = await accountAt(page('w1'));
		const items = await execute(credential, {
			...eventsOf('w1'),
			solution: byId('s'),
			webhook: byId('w1'),
			limit: 5,
		});
		expect(items.length).toBe(5);
	});
});

describe('keys that would change prototypes', () => {
	const nasty =
		'{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"toString":1}';
	const page = (webhookId: string) =>
		`{"__proto__":{"polluted":1},"next_page_token":"1","events":[{"event_id":"${webhookId}.1","kind":"RECORD_UPDATED",${nasty.slice(1, -1)},"locator":${nasty},"record_event_data":{"data":${nasty},"previous":${nasty}}}]}`;

	it('arrive as data, and change none', async () => {
		const { workflow } = await reading(page);
		const [event] = workflow.events;
		expect(JSON.stringify([event?.record, event?.previous])).toBe(`[${nasty},${nasty}]`);
		expect(event?.changed_fields).toEqual(['__proto__', 'constructor', 'toString']);
		expect(event?.polluted).toBeUndefined();
		expect(({} as IDataObject).polluted).toBeUndefined();
	});
});

describe('markup in names', () => {
	const IMAGE = '<img src=x onerror=alert(1)>';
	const named = { id: 's', name: IMAGE, slug: IMAGE, label: IMAGE, field_type: IMAGE };
	const everything = JSON.stringify({
		items: [{ ...named, email: IMAGE, full_name: { first_name: IMAGE } }],
		webhooks: [
			{ webhook_id: IMAGE, notification_status: { enabled: { url: `https://x/${IMAGE}` } } },
		],
		structure: [named],
	});
	const table = { watch: 'fields', table: byId('t'), solution: byId('s') };
	const create = { resource: 'webhook', operation: 'create', ...table };

	it('is never in what n8n renders as HTML, and names stay as they are', async () => {
		const { credential, server } = await accountAt(everything);
		const choices = [
			await load(credential, 'getMembers'),
			await load(credential, 'getTables', table),
			await load(credential, 'getFields', create),
			await load(credential, 'getWebhooks', table),
			(await search(credential, 'searchSolutions', table)).results,
		].flat();
		expect(choices.length).toBe(5);
		expect(choices.filter(({ description = '' }) => /[<>]/.test(description))).toEqual([]);
		expect(choices.filter(({ name }) => name === IMAGE).length).toBe(4);
		const urls = choices.flatMap((choice) => ('url' in choice ? [String(choice.url)] : []));
		expect(urls.filter((url) => !url.startsWith(`${server.url}/`))).toEqual([]);
	});

	it('is text where SmartSuite is quoted', async () => {
		const emulator = await emulate();
		emulator.faults.next({}, { status: 400, body: { msg: IMAGE } }, Infinity);
		const read = execute(credentialFor(emulator), inSolution('s', 'getAll'));
		expect((await shown(read)).description).toContain('‹img src=x onerror=alert(1)›');
	});
});

describe('a list without an end', () => {
	it.each([
		[
			'new webhooks',
			(n: number) => ({ webhooks: [{ webhook_id: `w${n}` }], next_page_token: `${n}` }),
		],
		['two pages in turn', (n: number) => ({ webhooks: [{}], next_page_token: `${n % 2}` })],
	])('ends after 200 calls at most: %s', async (_, page) => {
		let calls = 0;
		const { credential, server } = await accountAt(() => JSON.stringify(page(++calls)));
		const read = inSolution('s', 'getAll', { returnAll: true });
		await fastForward(() => execute(credential, read));
		expect(server.received.length).toBeLessThanOrEqual(200);
	});

	it('is given up by the action node where events come in two pages in turn', async () => {
		let calls = 0;
		const page = () =>
			JSON.stringify({ events: [{ event_id: 'w1.1' }], next_page_token: `${++calls % 2}` });
		const { credential, server } = await accountAt(page);
		const all = { resource: 'event', operation: 'getAll', returnAll: true };
		await execute(credential, { ...all, solution: byId('s'), webhook: byId('w1') });
		expect(server.received.length).toBe(3);
	});

	it('is given up by the trigger where it has seen all events of a page', async () => {
		const emulator = await emulate();
		const workflow = await watching(emulator);
		const webhookId = onlyWebhookId(emulator);
		for (const token of ['1', '2', '1', '2', '1', '2', '1', '2', '1', '2']) {
			const events = Array.from({ length: 200 }, (_, n) => ({ event_id: `${webhookId}.${n}` }));
			const page = JSON.stringify({ events, next_page_token: token });
			emulator.faults.next({ rpc: 'ListEvents' }, jsonAnswer(page));
		}
		const callsBefore = emulator.calls.length;
		await fastForward(() => ping(workflow, { webhookId }));
		expect(emulator.calls.length - callsBefore).toBeLessThanOrEqual(4);
		expect(workflow.events.length).toBe(200);
	});

	it.each([
		['the same members again and again', () => 'm1', 3],
		['ever new members', (n: number) => `m${n}`, 21],
	])('ends after a few calls: %s', async (_, id, most) => {
		let calls = 0;
		const page = () => JSON.stringify({ items: [{ id: id(++calls) }], total: 1_000_000 });
		const { credential, server } = await accountAt(page);
		await fastForward(() => load(credential, 'getMembers'));
		expect(server.received.length).toBe(most);
	});
});
