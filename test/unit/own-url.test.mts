import type { IHttpRequestOptions, IWebhookFunctions } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';

import { pingOwnUrl } from '../../nodes/SmartSuite/transport/index.ts';
import * as documented from './documented.mts';

const URL = 'https://n8n.example.com/webhook/changes';

/** Pings the own URL; gives what was sent without credential, and what was logged. */
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
	pingOwnUrl(context, URL, documented.ping());
	await response.catch(() => {});
	return { sent, logged };
}

describe('a ping to the own URL', () => {
	const options = {
		method: 'POST',
		url: URL,
		body: documented.ping(),
		ignoreHttpStatusErrors: true,
		timeout: 15_000,
	};

	it('is sent as SmartSuite would, without the credential', async () => {
		expect(await ping(Promise.resolve(''))).toEqual({ sent: [options], logged: [] });
	});

	it('that does not arrive is logged and harms nothing', async () => {
		expect(await ping(Promise.reject(new Error('connect ECONNREFUSED')))).toEqual({
			sent: [options],
			logged: [
				[
					`SmartSuite Trigger cannot reach its own URL ${URL}: connect ECONNREFUSED`,
					{ workflowId: 'workflow 1' },
				],
			],
		});
	});
});
