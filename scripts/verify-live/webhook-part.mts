import type { Webhook } from '../../nodes/SmartSuite/api/webhook.ts';
import { checkChanges } from './checks/changes.mts';
import { checkContent } from './checks/content.mts';
import { checkDeletion, checkWebhookPages, noteScope } from './checks/ending.mts';
import { checkPages } from './checks/pages.mts';
import { checkRetries } from './checks/pings.mts';
import { checkRegistration } from './checks/registration.mts';
import { checkWorkspace } from './checks/workspace.mts';
import { pause } from './client.mts';
import { EXPIRY_STEP_MS } from './limits.mts';
import type { Run } from './run.mts';
import type { Step } from './steps.mts';

/**
 * One theme after the other; one that fails leaves those that need it out, not the others.
 * @param others webhooks of the solution that are not ours
 */
export async function checkWebhooks(run: Run, step: Step, others: Webhook[]): Promise<void> {
	await step('Members, and what is refused', () => checkWorkspace(run));
	const webhooks = await step('Creating webhooks', () => checkRegistration(run));
	if (!webhooks) return;
	const createdAtMs = performance.now();
	noteScope(run, others, webhooks.main);
	const changes = await step('Creating, changing and deleting a record', () =>
		checkChanges(run, webhooks),
	);
	if (changes) {
		await step('What the events hold', () => checkContent(run, changes));
		await pause(createdAtMs + EXPIRY_STEP_MS - performance.now(), run.signal);
		await step('Pages of events', () => checkPages(run, webhooks.main.webhook_id, changes));
		if (run.receiver) {
			const watch = `Which pings come again (up to ${run.timing.retryMs / 1_000} s)`;
			await step(watch, () => checkRetries(run, changes.atMs));
		}
	}
	await step('Pages of webhooks', () => checkWebhookPages(run, webhooks, others.length));
	await step('Deleting a webhook', () => checkDeletion(run, webhooks));
}
