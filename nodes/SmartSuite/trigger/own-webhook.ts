import type { IHookFunctions, IWebhookFunctions } from 'n8n-workflow';

import {
	asObject,
	asText,
	createWebhook,
	deleteWebhook,
	formOf,
	healthOf,
	listWebhooks,
	notificationUrl,
	updateWebhook,
	watchedForm,
} from '../api';
import type { Haste, Webhook, WebhookSpec } from '../api';
import { readAccount, recover } from '../transport';
import { leavingId, placesOf } from './cursor';
import type { Cursor, TriggerContext } from './cursor';
import { asLive, freshPlace } from './place';
import type { Place } from './place';
import { readSpec } from './settings';
import { cursorOf, placeOf } from './state';

/** What is wanted, where its pings are to go. */
export type WantedWebhook = WebhookSpec & { notificationUrl: string };

/** A webhook of ours, and what is known of it that SmartSuite does not say. */
export interface Registered {
	webhook: Webhook;
	/** It was there before, watches what is wanted now, and nobody here knows where the trigger stood with it. */
	isAdopted: boolean;
	/** See `Place`. */
	accepted?: string;
	/** The id of the one that it replaces, which could not be changed. */
	replaces?: string;
}

/** A hook or a renewal fails where it would else wait and try again: others wait for it. */
export const HASTE: Haste = { isTriedOnce: true, timeoutMs: 15_000 };

/**
 * The webhooks of this node in its solution: those that point at exactly our URL and, paused and so
 * without one, the one whose id we know. No other is ever touched.
 */
export async function ownWebhooks(
	context: TriggerContext,
	url: string,
	solutionId: string,
): Promise<Webhook[]> {
	const cursor = cursorOf(context);
	const known = cursor ? placesOf(cursor).map(({ webhookId }) => webhookId) : [];
	const ours = new Set([...known, leavingId(context)]);
	return (await listWebhooks(context, solutionId, HASTE)).filter((webhook) => {
		const target = notificationUrl(webhook);
		return target === url || (target === undefined && ours.has(webhook.webhook_id));
	});
}

/**
 * One webhook that points at the URL, watches what is wanted and is switched on. It is changed rather than
 * replaced, because its events would go with it, and never deleted for what an answer looks like: a
 * success is a yes. Others that point at the URL are deleted once there is the one.
 * @param spurned the id of one that another process may be about to delete
 * @param stop ends it before the next call
 */
export async function ensureWebhook(
	context: TriggerContext,
	wanted: WantedWebhook,
	stop: AbortSignal,
	spurned?: string,
): Promise<Registered> {
	const own = await ownWebhooks(context, wanted.notificationUrl, wanted.solutionId);
	stop.throwIfAborted();
	const kept = keeper(context, own, spurned);
	const createAnew = async (): Promise<Registered> => {
		stop.throwIfAborted();
		const webhook = await createWebhook(context, wanted, HASTE);
		return { webhook, isAdopted: false, replaces: kept?.webhook_id };
	};
	const registered = kept
		? // What it has stored is read before it goes: see `settle`.
			await recover(asWanted(context, kept, wanted, stop), ['refused', 'no_route'], createAnew)
		: await createAnew();
	for (const { webhook_id } of own.filter((one) => one !== kept)) {
		if (stop.aborted) break;
		if (!placeOf(context, webhook_id)) await remove(context, webhook_id);
	}
	return registered;
}

/** The webhook, updated where it watches something else, is switched off, or is new to us. */
async function asWanted(
	context: TriggerContext,
	webhook: Webhook,
	wanted: WantedWebhook,
	stop: AbortSignal,
): Promise<Registered> {
	const known = placeOf(context, webhook.webhook_id);
	const asked = formOf(wanted);
	const formIn = (answer: Webhook) => `${asked} shown as ${watchedForm(answer)}`;
	const isRight = watchedForm(webhook) === asked || known?.accepted === formIn(webhook);
	const isOn = healthOf(webhook, Date.now()).status === 'active';
	const isAdopted = known === undefined;
	if (known && isRight && isOn) return { webhook, isAdopted, accepted: known.accepted };
	stop.throwIfAborted();
	const { kinds, filter, notificationUrl: url } = wanted;
	const changes = { kinds, filter, notificationUrl: url };
	const updated = await updateWebhook(context, webhook, changes, HASTE);
	if (watchedForm(updated) === asked) return { webhook: updated, isAdopted };
	const accepted = formIn(updated);
	const doubted = `${accepted}?`;
	// Where nothing has changed, the update may not have been made: it is once more, the next time.
	const isDoubtful = accepted === formIn(webhook) && known?.accepted !== doubted;
	return { webhook: updated, isAdopted, accepted: isDoubtful ? doubted : accepted };
}

/** The cursor with the webhook of ours that counts; undefined when there is none. Waits for no second try. */
export async function findOwnCursor(context: IWebhookFunctions): Promise<Cursor | undefined> {
	const wanted = { ...readSpec(context), notificationUrl: ownUrl(context) };
	const own = await ownWebhooks(context, wanted.notificationUrl, wanted.solutionId);
	const webhook = keeper(context, own);
	const registered = webhook && { webhook, isAdopted: true };
	return registered && (await cursorWith(context, registered, wanted, { isRereading: true }));
}

/**
 * The cursor with this webhook as the live one: where the trigger stood with it, or its beginning. The one
 * before it, at another URL, is read to its end first.
 */
export async function cursorWith(
	context: TriggerContext,
	{ webhook, accepted, replaces }: Registered,
	{ notificationUrl: webhookUrl, solutionId }: WantedWebhook,
	start: Partial<Place> = {},
): Promise<Cursor> {
	const cursor = cursorOf(context);
	const madeAt = asText(asObject(webhook.created_at).at);
	const found = placeOf(context, webhook.webhook_id);
	const successorHas = cursor?.live.newestAt ?? '';
	// It was the live one before, and forgotten since: its successor has handed over what came meanwhile.
	const isBack = !found && Date.parse(madeAt) < Date.parse(successorHas);
	const since = isBack ? { since: nextMs(successorHas) } : {};
	const known = found ?? { ...freshPlace(webhook.webhook_id, webhookUrl), ...start, ...since };
	const { accountId } = await readAccount(context);
	const live = asLive(known, { webhookUrl, accountId, solutionId, accepted });
	return cursor
		? succeeding(cursor, live, isBack ? successorHas : madeAt, replaces)
		: { live, earlier: [], generation: 1 };
}

/**
 * The cursor with another live one; those before it are read up to where it begins.
 * @param begins ISO date, or '' where nobody knows
 */
function succeeding(cursor: Cursor, live: Place, begins: string, replaced?: string): Cursor {
	const others = placesOf(cursor).filter(({ webhookId }) => webhookId !== live.webhookId);
	const earlier = others.map((place) => ({
		...place,
		// One that was earlier already keeps its end; that of a live one is there, but undefined.
		until: place.until ?? (begins || undefined),
		...(place.webhookId === replaced && { isReplaced: true as const }),
	}));
	const isSame = others.length === cursor.earlier.length;
	return { ...cursor, live, earlier, generation: cursor.generation + (isSame ? 0 : 1) };
}

const nextMs = (date: string) => new Date(Date.parse(date) + 1).toISOString();

/** Deletes a webhook of ours; one that is gone already is fine. */
export async function remove(context: TriggerContext, webhookId: string): Promise<void> {
	await recover(deleteWebhook(context, webhookId, HASTE), ['missing'], async () => {});
}

/**
 * Where SmartSuite is to send its pings. n8n compares the decoded path of a request with the path as it stored it,
 * and that is encoded where the node has no `webhookId` and so goes by its name: `smartsuite%20trigger` is reached
 * by `smartsuite%2520trigger` only (docs/internals/n8n.md section 4). A UUID stays as it is.
 */
export function ownUrl(context: IHookFunctions | IWebhookFunctions): string {
	const url = context.getNodeWebhookUrl('default') ?? '';
	return url.replace(/[^/]+(?=\/[^/]+$)/, encodeURIComponent);
}

/** Of several webhooks of ours the one that is known, so that it keeps its place. */
function keeper(context: TriggerContext, own: Webhook[], spurned?: string): Webhook | undefined {
	const isKnown = ({ webhook_id }: Webhook) => placeOf(context, webhook_id) !== undefined;
	const live = cursorOf(context)?.live.webhookId;
	return (
		own.find(({ webhook_id }) => webhook_id === live) ??
		own.find(isKnown) ??
		own.find(({ webhook_id }) => webhook_id !== spurned)
	);
}
