import { describe, expect, it } from 'vitest';
import type { Fault } from '../emulator/index.mts';
import { callsOf, changesIn, eachOnce, titlesOf } from './changes.mts';
import { fastForward, pass, stopTime } from './fast-forward.mts';
import { emulate, onlyWebhookId, ping, watching } from './world.mts';

const MINUTE_MS = 60_000;

describe('labels of a table that cannot be read', () => {
	it.each<[string, Fault]>([
		['500', { status: 500 }],
		['400', { status: 400, body: 'no' }],
		['a redirect', { status: 302, headers: { location: 'https://login.example.com/' } }],
		['half of it', 'truncate'],
		['a web page', { status: 200, body: '<html>Sign in</html>', contentType: 'text/html' }],
	])('(%s) leave slugs for that table, and hold up no event of another', async (_, fault) => {
		stopTime();
		const emulator = await emulate();
		const options = { pullInterval: 0, fieldNames: 'label' };
		const workflow = await watching(emulator, { options });
		const { tasks, contacts } = emulator.tables;
		emulator.faults.next({ path: `/api/v1/applications/${tasks.id}/` }, fault, Infinity);
		const callsBefore = callsOf(emulator);
		for (let n = 0; n < 10; n++) {
			emulator.records.create(tasks.id, { title: `Task ${n}` });
			emulator.records.create(contacts.id, { title: `Contact ${n}` });
			await pass(40_000);
		}
		const records = workflow.events.map(({ record }) => record as Record<string, unknown>);
		expect(records.map(({ title, Title }) => title ?? Title ?? 'by another label').length).toBe(20);
		const tasksOf = records.filter((record) => String(record.title).startsWith('Task'));
		expect(tasksOf.length).toBe(10);
		expect(records.filter((record) => 'title' in record).length).toBe(10);
		expect(workflow.failures).toEqual([]);
		// Ten readings of events, and of the table two tries a minute.
		expect(callsOf(emulator) - callsBefore).toBeLessThan(50);
	});

	it('while SmartSuite asks for a pause are waited for', async () => {
		stopTime();
		const emulator = await emulate();
		const workflow = await watching(emulator, { options: { fieldNames: 'label' } });
		emulator.faults.next({ path: '/api/v1/applications/' }, { status: 429 });
		emulator.records.create(emulator.tables.tasks.id, { title: 'Patient' });
		await pass(2 * MINUTE_MS);
		expect(workflow.events).toMatchObject([{ record: { Title: 'Patient' } }]);
	});
});

describe('a ping', () => {
	it.each([
		'text/plain',
		'application/cloudevents+json',
		'application/x-www-form-urlencoded',
		'form-fields',
		'absent',
	] as const)('is read with its Content-Type %s', async (pingContentType) => {
		stopTime();
		const emulator = await emulate({ switches: { pingContentType, pingsRetryOn: 'never' } });
		const workflow = await watching(emulator);
		const changes = changesIn(emulator);
		for (let n = 0; n < 3; n++) {
			changes.make(1);
			await pass(5_000);
			expect(titlesOf(workflow).length).toBe(n + 1);
		}
		expect(emulator.pings.every(({ status }) => status === 200)).toBe(true);
	});
});

describe('events of 400 KB each', () => {
	it('come in executions of about 8 MB, each once, in order', { timeout: 60_000 }, async () => {
		stopTime();
		const emulator = await emulate();
		const workflow = await watching(emulator);
		const { id } = emulator.tables.tasks;
		const changes = changesIn(emulator);
		changes.make(1);
		await pass(MINUTE_MS);
		emulator.switches.lostPings = 1;
		for (let n = 0; n < 120; n++) {
			emulator.records.create(id, { title: `${n + 2}`, description: 'x'.repeat(400_000) });
		}
		emulator.switches.lostPings = 0;
		await fastForward(() => ping(workflow, { webhookId: onlyWebhookId(emulator) }));
		await pass(5 * MINUTE_MS);
		expect(titlesOf(workflow)).toEqual(Array.from({ length: 121 }, (_, n) => `${n + 1}`));
		const weights = workflow.executions.map((items) => JSON.stringify(items).length);
		expect(Math.max(...weights)).toBeLessThan(10_000_000);
		// The pages after the first are as small as the executions.
		expect(callsOf(emulator, 'ListEvents')).toBeLessThan(25);
	});
});

describe('an execution that n8n holds back for ten minutes', () => {
	async function heldBack() {
		stopTime();
		const emulator = await emulate({ switches: { pingTimeoutMs: 5_000 } });
		const workflow = await watching(emulator);
		const changes = changesIn(emulator);
		let free = () => {};
		workflow.slot = new Promise((resolve) => (free = resolve));
		for (let n = 0; n < 8; n++) {
			changes.make(1);
			await pass(MINUTE_MS);
		}
		return { emulator, workflow, changes, free };
	}

	it('is waited for: nothing is handed over twice', async () => {
		const { workflow, changes, free } = await heldBack();
		free();
		await pass(10 * MINUTE_MS);
		expect(changes.tallyOf(workflow)).toEqual(eachOnce(8));
		expect(workflow.handled.filter((items) => items.length === 0)).toEqual([]);
	});

	it('is not handed over again by an n8n that is restarted meanwhile and runs it then', async () => {
		const { workflow, changes } = await heldBack();
		expect(workflow.executions.length).toBe(1);
		workflow.slot = Promise.resolve();
		await fastForward(() => workflow.restart());
		// n8n runs what it had stored as new (docs/internals/n8n.md section 9).
		await fastForward(() => workflow.run(workflow.executions[0] ?? [], '1'));
		await workflow.startTrigger();
		await pass(20 * MINUTE_MS);
		await workflow.stopTrigger();
		expect(changes.tallyOf(workflow)).toEqual(eachOnce(8));
		expect(workflow.handled.filter((items) => items.length === 0)).toEqual([]);
	});
});
