import { describe, expect, it } from 'vitest';
import { emulate, onlyWebhookId, ping, watching } from './world.mts';

describe('the answer to a ping', () => {
	it('answers a ping with 200 and nothing else', async () => {
		const emulator = await emulate();
		const workflow = await watching(emulator);
		emulator.records.create(emulator.tables.tasks.id, {});
		await emulator.pingsSettled();
		expect(emulator.pings).toMatchObject([{ status: 200, responseBody: '' }]);
		const withNothingNew = await ping(workflow, { webhookId: onlyWebhookId(emulator) });
		expect(withNothingNew).toEqual({ status: 200, body: '' });
		expect(workflow.executions.length).toBe(1);
	});

	it('answers 503 when nothing could be read, and delivers once it can', async () => {
		const emulator = await emulate();
		const workflow = await watching(emulator);
		emulator.faults.next({ rpc: 'ListEvents' }, { status: 500 });
		emulator.records.create(emulator.tables.tasks.id, { title: 'Late' });
		await emulator.pingsSettled();
		expect(emulator.pings.map(({ status }) => status)).toEqual([503]);
		expect(workflow.executions).toEqual([]);
		const answer = await ping(workflow, { webhookId: onlyWebhookId(emulator) });
		expect(answer).toEqual({ status: 200, body: '' });
		expect(workflow.events).toMatchObject([{ record: { title: 'Late' } }]);
	});

	it('answers joined pings as the drain they joined, not before', async () => {
		const emulator = await emulate();
		const workflow = await watching(emulator);
		const body = { webhookId: onlyWebhookId(emulator) };
		emulator.faults.next({ rpc: 'ListEvents' }, { delayMs: 100 });
		emulator.faults.next({ rpc: 'ListEvents' }, { status: 500 });
		const answers = await Promise.all([1, 2, 3, 4].map(() => ping(workflow, body)));
		expect(answers.map(({ status }) => status)).toEqual([200, 503, 503, 503]);
		expect(emulator.calls.filter(({ rpc }) => rpc === 'ListEvents').length).toBe(2);
	});

	it('leaves the cursor where it was when n8n cannot store the execution', async () => {
		const emulator = await emulate();
		const workflow = await watching(emulator);
		workflow.cannotRun = true;
		emulator.records.create(emulator.tables.tasks.id, { title: 'Not lost' });
		await emulator.pingsSettled();
		expect(emulator.pings.map(({ status }) => status)).toEqual([500]);
		workflow.cannotRun = false;
		await ping(workflow, { webhookId: onlyWebhookId(emulator) });
		expect(workflow.events).toMatchObject([{ record: { title: 'Not lost' } }]);
	});
});
