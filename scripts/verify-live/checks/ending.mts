import { isObject } from '../../../nodes/SmartSuite/api/shape.ts';
import type { Webhook } from '../../../nodes/SmartSuite/api/webhook.ts';
import { isOk } from '../client.mts';
import { accepted, rpc, type Run } from '../run.mts';
import { readWebhooks } from '../webhook-list.mts';
import type { Webhooks } from './registration.mts';
import { expiryOf } from './updates.mts';
import { noteErrorBody } from './workspace.mts';

/**
 * Lists the webhooks in two pages: also whether listing their events has put off their expiry.
 * @param others how many there are beside ours
 */
export async function checkWebhookPages(
	run: Run,
	{ main }: Webhooks,
	others: number,
): Promise<void> {
	const { findings, belongings, place } = run;
	const known = others + belongings.webhookIds.size;
	const isNumber = findings.of('page-size-type')?.outcome === 'number';
	const size = isNumber ? known - 1 : `${known - 1}`;
	const { webhooks, pages } = await readWebhooks(run, place.solutionId, size);
	const isWhole = webhooks.length >= known;
	findings.found('list-pages', !isWhole ? 'otherwise' : pages > 1 ? 'pages' : 'all-at-once');
	// Without events its own were not listed late enough for the dates to differ.
	if (findings.of('own-writes')?.outcome !== 'fire') return;
	const listed = webhooks.find(({ webhook_id }) => webhook_id === main.webhook_id);
	noteExpiry(run, main, listed);
}

function noteExpiry({ findings }: Run, created: Webhook, listed?: Webhook): void {
	const [before, after] = [expiryOf(created), listed ? expiryOf(listed) : NaN];
	if (!before || !after) return findings.unseen(['listing-extends'], 'no date of expiry was given');
	findings.found('listing-extends', after > before ? 'yes' : 'no');
}

/** Whether webhooks of other members are listed, as far as there are any. */
export function noteScope(run: Run, others: Webhook[], own: Webhook): void {
	const authorOf = ({ created_at }: Webhook) => (isObject(created_at) ? created_at.by : undefined);
	const isForeign = others.some((webhook) => authorOf(webhook) !== authorOf(own));
	run.findings.found('list-scope', isForeign ? 'workspace' : 'only-own');
}

/** Deletes the webhook, and once more. */
export async function checkDeletion(run: Run, { main }: Webhooks): Promise<void> {
	const { findings, belongings } = run;
	const { webhook_id } = main;
	const remove = async () => await rpc(run, 'DeleteWebhook', { webhook_id });
	const answer = accepted(await remove(), 'DeleteWebhook');
	belongings.webhookIds.delete(webhook_id);
	const isEmpty = answer.body === '';
	findings.found('delete-answer', isObject(answer.body) ? 'json' : isEmpty ? 'empty' : 'otherwise');
	const again = await remove();
	if (isOk(again)) findings.found('delete-again', 'ok');
	else findings.found('delete-again', again.status === 404 ? 'not_found' : 'otherwise');
	if (!isOk(again)) noteErrorBody(run, again);
}
