import { describe, expect, it } from 'vitest';
import type { Fault } from '../emulator/index.mts';
import { execute } from './action.mts';
import { fastForward } from './fast-forward.mts';
import { inSolution, NOTIFICATION_URL, shown } from './shown.mts';
import { credentialFor, emulate } from './world.mts';

const CLOSED_PORT = 'http://127.0.0.1:9';
const HTML = '<!DOCTYPE html><html><body>Please sign in</body></html>';

describe('an answer that is not SmartSuite', () => {
	const faults: Array<[string, Fault, string]> = [
		[
			'a sign-in page',
			{ status: 200, body: HTML, contentType: 'text/html' },
			'answered with a web page',
		],
		[
			'a gateway page',
			{ status: 502, body: HTML, contentType: 'text/html' },
			'answered 502 with a web page',
		],
		[
			'a redirect',
			{ status: 302, headers: { location: 'https://example.com/' } },
			'sends the call elsewhere',
		],
		['an empty body', 'empty', 'answered with nothing'],
		['half a body', 'truncate', 'answered with something unreadable'],
		['a connection reset', 'reset', 'cannot be reached'],
		['an outage', { status: 503 }, 'could not answer (HTTP 503)'],
	];

	it.each(faults)('is named: %s', async (_, fault, message) => {
		const emulator = await emulate();
		await execute(
			credentialFor(emulator),
			inSolution(emulator.solution.id, 'create', { notificationUrl: NOTIFICATION_URL }),
		);
		emulator.faults.next({}, fault, 10);
		const read = inSolution(emulator.solution.id, 'getAll');
		const { message: said, description } = await shown(
			fastForward(() => execute(credentialFor(emulator), read)),
		);
		expect(said).toContain(message);
		expect(description).toMatch(/Check|try again/);
	});

	it.each(faults)('leaves at most one webhook when it meets create: %s', async (_, fault) => {
		const emulator = await emulate();
		emulator.faults.next({ rpc: 'CreateWebhook' }, fault, 1);
		const parameters = {
			...inSolution(emulator.solution.id, 'create'),
			notificationUrl: NOTIFICATION_URL,
		};
		const [item] = await fastForward(() => execute(credentialFor(emulator), parameters));
		expect(emulator.webhooks.map(({ id }) => id)).toEqual([item?.json.webhook_id]);
	});

	it('says where nobody answers', async () => {
		const credential = credentialFor(await emulate(), { webhooksUrl: CLOSED_PORT });
		const { message, description } = await shown(
			fastForward(() => execute(credential, inSolution('s', 'getAll'))),
		);
		expect(message).toBe(`SmartSuite cannot be reached at ${CLOSED_PORT} (ECONNREFUSED)`);
		expect(description).toContain('Check the Webhooks URL in the credential');
	});

	it('waits out a 429, and gives up clearly when it stays', async () => {
		const emulator = await emulate();
		const credential = credentialFor(emulator);
		const read = inSolution(emulator.solution.id, 'getAll');
		emulator.faults.next({}, { status: 429 });
		expect(await fastForward(() => execute(credential, read))).toEqual([]);
		emulator.faults.next({}, { status: 429 }, 10);
		const { message } = await shown(fastForward(() => execute(credential, read)));
		expect(message).toBe('SmartSuite temporarily blocks this API token');
		expect(emulator.calls.length).toBe(2 + 4);
	});
});
