import { sleep } from 'n8n-workflow';
import type { IHookFunctions } from 'n8n-workflow';

import { warn } from '../transport';
import { forget } from './cursor';
import { remove } from './own-webhook';

/**
 * How long a webhook outlives `delete`. A node that was changed is published by `delete` and, within a
 * second or so, `create`; n8n tells `delete` neither that nor that it is for good
 * (n8n-internals.md section 4). What changes in between would be lost with the webhook.
 */
const GRACE_MS = 5_000;

/** The same where `create` failed: n8n tries again after 1, 2, 4 and 8 s, with a `delete` before each. */
export const GRACE_AFTER_FAILURE_MS = 15_000;

/** How often SmartSuite is asked to delete a webhook before it is left to expire. */
const MOST_TRIES = 3;

/** A webhook that is about to go, and the context that can delete it: the node may get another credential. */
export interface Leaving {
	webhookId: string;
	context: IHookFunctions;
}

interface Departure {
	/** Those not deleted yet. */
	leaving: Leaving[];
	graceMs: number;
	recall: AbortController;
	/** Settles once they are deleted or recalled. */
	over: Promise<void>;
}

/** By own URL. Lost when n8n stops within the time: then SmartSuite drops the webhook after 14 days. */
const departures = new Map<string, Departure>();

/** Has these webhooks, and those about to leave already, deleted unless they are recalled before. */
export async function departSoon(
	url: string,
	more: Leaving[],
	graceMs = isDeparting(url) ? GRACE_AFTER_FAILURE_MS : GRACE_MS,
): Promise<void> {
	const before = await recall(url);
	const isNew = ({ webhookId }: Leaving) => !before.some((one) => one.webhookId === webhookId);
	const leaving = [...before, ...more.filter(isNew)];
	if (leaving.length === 0) return;
	const departure = { leaving, graceMs, recall: new AbortController(), over: Promise.resolve() };
	departure.over = depart(url, departure);
	departures.set(url, departure);
}

/** Whether webhooks of this URL are about to leave. */
function isDeparting(url: string): boolean {
	return departures.has(url);
}

/** Keeps those that are about to leave from it: what becomes of each is the caller's to say. */
export async function recall(url: string): Promise<Leaving[]> {
	const departure = departures.get(url);
	if (!departure) return [];
	departure.recall.abort();
	await departure.over;
	departures.delete(url);
	return departure.leaving;
}

async function depart(url: string, departure: Departure): Promise<void> {
	const { signal } = departure.recall;
	for (let tries = 0; tries < MOST_TRIES && departure.leaving.length > 0; tries++) {
		await sleep(departure.graceMs, signal).catch(() => {});
		for (const one of departure.leaving) {
			if (signal.aborted) return;
			if (await leave(one)) departure.leaving = departure.leaving.filter((other) => other !== one);
		}
	}
	if (signal.aborted) return;
	for (const { context, webhookId } of departure.leaving) forget(context, webhookId);
	departures.delete(url);
}

async function leave({ context, webhookId }: Leaving): Promise<boolean> {
	return await remove(context, webhookId).then(
		() => true,
		({ message }: Error) => {
			warn(context, `cannot delete its webhook: ${message}`, webhookId);
			return false;
		},
	);
}
