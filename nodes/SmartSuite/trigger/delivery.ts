import { sleep } from 'n8n-workflow';
import type { IWebhookFunctions } from 'n8n-workflow';

import type { Outcome } from './queue';

type HttpResponse = ReturnType<IWebhookFunctions['getResponseObject']>;

/** Longest that a drain holds the next one back while n8n stores its execution. */
const LONGEST_HOLD_MS = 60_000;

/** Follows one answer to a ping until it is sure whether n8n stored the events. */
export interface Delivery {
	outcome: Promise<Outcome>;
	/** n8n has stored the execution and is about to answer. */
	stored: () => void;
}

/**
 * `stored` once the answer went out with 200, which n8n sends after it stored the execution, or, when
 * the sender hung up before, once n8n asked for the answer to send (n8n-internals.md sections 1.1, 1.5).
 */
export function follow(response: HttpResponse): Delivery {
	const stopWaiting = new AbortController();
	let stored: () => void = () => {};
	const outcome = new Promise<Outcome>((resolve) => {
		response.once('finish', () => resolve(response.statusCode === 200 ? 'stored' : 'failed'));
		stored = () => {
			if (response.destroyed) resolve('stored');
		};
		sleep(LONGEST_HOLD_MS, stopWaiting.signal).then(
			() => resolve('failed'),
			() => {},
		);
	});
	void outcome.then(() => stopWaiting.abort());
	return { outcome, stored };
}
