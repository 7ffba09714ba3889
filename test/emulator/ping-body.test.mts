import { expect, it } from 'vitest';
import { createWebhook, emulate, receive } from './harness.mts';
import type { Switches } from './index.mts';

/** The first ping of a webhook, and what its body says by the documentation. */
async function firstPing(switches: Partial<Switches>) {
	const receiver = await receive();
	const emulator = await emulate({ switches });
	const notification_status = { enabled: { url: receiver.url } };
	const webhookId = await createWebhook(emulator, { notification_status });
	emulator.records.create(emulator.tables.tasks.id);
	await emulator.pingsSettled();
	const { accountId, solution, tables, clock } = emulator;
	const locator = { accountId, solutionId: solution.id };
	const planned = {
		locator: { ...locator, applicationId: tables.tasks.id },
		timestamp: new Date(clock.now()).toISOString(),
	};
	return { ping: receiver.received[0], webhookId, locator, planned };
}

it.each([
	['application/json', 'application/json'],
	['text/plain', 'text/plain'],
	['application/cloudevents+json', 'application/cloudevents+json'],
	['application/x-www-form-urlencoded', 'application/x-www-form-urlencoded'],
	['absent', undefined],
] as const)('is JSON with the content type %s', async (pingContentType, contentType) => {
	const { ping, webhookId, locator } = await firstPing({ pingContentType });
	expect(ping).toEqual({ contentType, body: { webhookId, locator } });
});

it('is a form, with the switch', async () => {
	const { ping, webhookId, planned } = await firstPing({
		pingContentType: 'form-fields',
		pingBody: 'planned',
	});
	expect(ping?.contentType).toBe('application/x-www-form-urlencoded');
	expect(Object.fromEntries(new URLSearchParams(String(ping?.body)))).toEqual({
		webhookId,
		locator: JSON.stringify(planned.locator),
		timestamp: planned.timestamp,
	});
});
