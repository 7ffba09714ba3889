import type { IHttpRequestOptions, IWebhookFunctions } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';

import { pingOwnUrl } from '../../nodes/SmartSuite/transport/index.ts';

const URL = 'https://n8n.example.com/webhook/changes';

/** Pings the own URL; gives how that was received, what was sent without credential, and what was logged. */
async function ping(response: Promise<unknown>) {
	const sent: IHttpRequestOptions[] = [];
	const logged: unknown[] = [];
	const context = {
		getWorkflow: () => ({ id: 'workflow 1' }),
		logger: { warn: (...words: unknown[]) => logged.push(words) },
		helpers: {
			httpRequest: (options: IHttpRequestOptions) => {
				sent.push(options);
				return response;
			},
		},
	} as unknown as IWebhookFunctions;
	return { received: await pingOwnUrl(context, URL, 'w1'), sent, logged };
}

const answer = (statusCode: number, body: unknown = '') =>
	Promise.resolve({ statusCode, headers: {}, body });

describe('a ping to the own URL', () => {
	const options = {
		method: 'POST',
		url: URL,
		body: { webhookId: 'w1' },
		timeout: 120_000,
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		disableFollowRedirect: true,
	};

	it('is sent as SmartSuite would, without the credential', async () => {
		expect(await ping(answer(200))).toEqual({ received: 'served', sent: [options], logged: [] });
	});

	it.each([
		{ by: 'the node', statusCode: 200, body: '', received: 'served' },
		{ by: 'the node', statusCode: 200, body: undefined, received: 'served' },
		{ by: 'the node, whose drain failed', statusCode: 503, body: '', received: 'failed' },
		{ by: 'n8n, which failed', statusCode: 500, body: '', received: 'failed' },
		{
			by: 'n8n while it starts',
			statusCode: 200,
			body: '<html>n8n is starting',
			received: 'elsewhere',
		},
		{ by: 'n8n without the workflow', statusCode: 404, body: { code: 404 }, received: 'elsewhere' },
		{ by: 'nobody', statusCode: 404, body: '', received: 'elsewhere' },
		{ by: 'a proxy', statusCode: 503, body: '<html>Bad gateway', received: 'elsewhere' },
	])('answered by $by with $statusCode and $body is $received', async (received) => {
		const response = answer(received.statusCode, received.body);
		expect(await ping(response)).toEqual({
			received: received.received,
			sent: [options],
			logged: [],
		});
	});

	it('that does not arrive is logged and harms nothing', async () => {
		expect(await ping(Promise.reject(new Error('connect ECONNREFUSED')))).toEqual({
			received: 'unreachable',
			sent: [options],
			logged: [
				[
					`SmartSuite Trigger cannot reach its own URL ${URL}: connect ECONNREFUSED (workflow workflow 1, webhook w1)`,
					{ workflowId: 'workflow 1', webhookId: 'w1' },
				],
			],
		});
	});
});
