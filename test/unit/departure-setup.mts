import type { IDataObject } from 'n8n-workflow';

import { commit, cursorOf, freshCursor } from '../../nodes/SmartSuite/trigger/cursor.ts';
import { departSoon, recall } from '../../nodes/SmartSuite/trigger/departure.ts';
import type { Leaving } from '../../nodes/SmartSuite/trigger/departure.ts';
import { byMethod, ok, status } from './fake-context.mts';
import type { Reaction } from './fake-context.mts';
import { fakeTrigger, URL } from './fake-trigger.mts';

export const MINUTE = 60_000;

/** A node, and SmartSuite that reacts so when it is asked to delete its webhooks. */
export function node(
	onDelete: (webhookId: unknown, nth: number) => Reaction = () => ok({}),
	url = URL,
) {
	let asked = 0;
	const react = byMethod({ DeleteWebhook: ({ webhook_id }) => onDelete(webhook_id, asked++) });
	const { inHook, sent, warnings, token } = fakeTrigger(react, { url });
	for (const webhookId of ['w1', 'w2', 'w3']) commit(inHook, freshCursor(webhookId, url));
	const idsOf = (leaving: Leaving[]) => leaving.map(({ webhookId }) => webhookId);
	return {
		inHook,
		warnings,
		token,
		/** Has these leave, or recalls those that do. */
		depart: async (webhookIds: string[], graceMs?: number) => {
			const leaving = webhookIds.map((webhookId) => ({ webhookId, context: inHook }));
			await departSoon(url, leaving, graceMs);
		},
		recalled: async () => idsOf(await recall(url)),
		/** Which of these are not forgotten. */
		remembered: (...webhookIds: string[]) =>
			webhookIds.filter((webhookId) => cursorOf(inHook, webhookId)),
		/** When it was asked to delete which. */
		deletions: () => sent.map(({ at, body }) => [at, (body as IDataObject).webhook_id]),
		about: (webhookId: string) => ({ workflowId: inHook.getWorkflow().id, webhookId }),
	};
}

export const broken = () => status(500);
