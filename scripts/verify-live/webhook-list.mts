import { listIn } from '../../nodes/SmartSuite/api/shape.ts';
import { parseWebhook, type Webhook } from '../../nodes/SmartSuite/api/webhook.ts';
import { nextPageTokenIn } from '../../nodes/SmartSuite/api/webhooks.ts';
import type { Call } from './client.mts';
import { accepted, rpc, type Run } from './run.mts';

const MOST_PAGES = 5;

/** The webhooks of a solution, and in how many pages they came. */
export async function readWebhooks(
	run: Pick<Run, 'client'>,
	solution_id: string,
	page_size?: string | number,
	more: Partial<Call> = {},
): Promise<{ webhooks: Webhook[]; pages: number }> {
	const webhooks: Webhook[] = [];
	let pages = 0;
	for (let token: string | undefined = ''; token !== undefined && pages < MOST_PAGES; pages++) {
		const request = { solution_id, page_token: token, ...(page_size && { page_size }) };
		const { body } = accepted(await rpc(run, 'ListWebhooks', request, more), 'ListWebhooks');
		webhooks.push(...listIn(body, 'webhooks').map(parseWebhook));
		token = nextPageTokenIn(body);
	}
	return { webhooks, pages };
}
