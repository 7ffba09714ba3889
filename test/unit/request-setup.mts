import { vi } from 'vitest';

import type { Call } from '../../nodes/SmartSuite/transport/call.ts';
import { request } from '../../nodes/SmartSuite/transport/request.ts';
import { networkFailure, ok, status } from './fake-context.mts';
import type { FakeContext, Reaction } from './fake-context.mts';

export const list: Call = {
	host: 'webhooks',
	method: 'POST',
	path: '/smartsuite.webhooks.engine.Webhooks/ListWebhooks',
	body: { solution_id: '63b8' },
	about: "solution '63b8'",
	repeatable: true,
};

/** What is worth another try. */
export const troubles: Array<[string, Reaction]> = [
	['502', status(502)],
	['503', status(503)],
	['504', status(504)],
	['a refused connection', networkFailure('ECONNREFUSED')],
	['a timeout', networkFailure('ECONNABORTED')],
	['a web page', ok('<html></html>')],
	['an answer cut off', ok('{"webhooks":[{"webho')],
	['an empty answer', ok('')],
];

export const THROTTLED = 'SmartSuite temporarily blocks this API token';

/** The outcome of a call, all its waits passed. */
export async function outcomeOf({ context }: FakeContext, call: Call): Promise<unknown> {
	const outcome = request(context, call).catch(({ message }: Error) => message);
	await vi.runAllTimersAsync();
	return await outcome;
}

/** When it was sent, in ms since the context was made. */
export const times = ({ sent }: FakeContext) => sent.map(({ at }) => at);
