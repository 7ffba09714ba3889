import { asObject, asText, isObject } from '../../../nodes/SmartSuite/api/shape.ts';
import { parseWebhook, watchesSame, type Webhook } from '../../../nodes/SmartSuite/api/webhook.ts';
import { writable } from '../../../nodes/SmartSuite/api/webhooks.ts';
import { isOk, pause, type Answer } from '../client.mts';
import { EXPIRY_STEP_MS } from '../limits.mts';
import { accepted, rpc, type Run } from '../run.mts';
import { eventsOf, hasEvent, readPages } from './listing.mts';
import { noteWrapper } from './registration.mts';

export interface Paused {
	/** As UpdateWebhook gave it. */
	webhook: Webhook;
	/** On a steady clock. */
	atMs: number;
}

/** Changes kinds and filter and switches off, sending everything, as the package does. */
export async function checkPause(run: Run, webhook: Webhook): Promise<Paused | undefined> {
	const { findings, place } = run;
	const kinds = ['RECORD_UPDATED', 'RECORD_DELETED'];
	const filter = { applications: { application_ids: [place.tableId] } };
	const changes = { kinds, filter, notification_status: { disabled: {} } };
	const answer = await update(run, { ...writable(webhook), ...changes });
	noteWrapper(run, 'update-answer', answer);
	const paused = parseWebhook(answer.body);
	if (paused.webhook_id === '') {
		findings.unseen(['status-paused', 'update-in-place'], 'UpdateWebhook gave no webhook');
		return undefined;
	}
	const isSame =
		paused.webhook_id === webhook.webhook_id &&
		watchesSame(paused, { solutionId: place.solutionId, kinds, filter });
	findings.found('update-in-place', isSame ? 'changed' : 'otherwise');
	findings.found('status-paused', isEnabled(paused) ? 'otherwise' : 'disabled');
	return { webhook: paused, atMs: performance.now() };
}

/**
 * Switches on again, and looks what happened meanwhile; then updates without a status.
 * @param recordId of the record that was deleted meanwhile
 */
export async function checkRevival(run: Run, paused: Paused, recordId?: string): Promise<void> {
	const { findings, marks, signal } = run;
	await pause(paused.atMs + EXPIRY_STEP_MS - performance.now(), signal);
	const { webhook_id } = paused.webhook;
	const notification_status = { enabled: { url: marks.urlFor('field') } };
	const answer = await update(run, { ...writable(paused.webhook), notification_status });
	const revived = parseWebhook(answer.body);
	findings.found('toggle-on', isEnabled(revived) ? 'on' : 'otherwise');
	const [before, after] = [expiryOf(paused.webhook), expiryOf(revived)];
	if (before && after) findings.found('update-extends', after > before ? 'yes' : 'no');
	else findings.unseen(['update-extends'], 'UpdateWebhook gave no date of expiry');

	if (recordId !== undefined) await checkStored(run, webhook_id, recordId);
	await checkOmission(run, revived);
}

async function checkStored(run: Run, webhookId: string, recordId: string): Promise<void> {
	const { findings } = run;
	const wasDeleted = hasEvent('RECORD_DELETED', recordId);
	const events = eventsOf((await readPages(run, webhookId, wasDeleted)).pages);
	const isKept = hasEvent('RECORD_UPDATED', recordId)(events);
	if (findings.of('field-slugs')?.outcome !== 'slugs') {
		findings.unseen(['update-keeps-events'], 'it had no events before');
	} else findings.found('update-keeps-events', isKept ? 'kept' : 'lost');
	findings.found('paused-stores-events', wasDeleted(events) ? 'stored' : 'dropped');
}

async function checkOmission(run: Run, webhook: Webhook): Promise<void> {
	const { webhook_id, kinds, locator, filter } = webhook;
	const answer = await rpc(run, 'UpdateWebhook', {
		webhook: { webhook_id, kinds, locator, filter },
	});
	const updated = parseWebhook(answer.body);
	if (isOk(answer) && updated.webhook_id === '') {
		return run.findings.unseen(['update-omits'], 'UpdateWebhook gave no webhook');
	}
	run.findings.found('update-omits', isOk(answer) && isEnabled(updated) ? 'merge' : 'replace');
}

async function update(run: Run, webhook: object): Promise<Answer> {
	return accepted(await rpc(run, 'UpdateWebhook', { webhook }), 'UpdateWebhook');
}

const isEnabled = ({ notification_status }: Webhook) => isObject(notification_status.enabled);

/** When it expires, in ms; NaN where that is not said. */
export function expiryOf({ system_status }: Webhook): number {
	return Date.parse(asText(asObject(system_status.enabled).expires_at));
}
