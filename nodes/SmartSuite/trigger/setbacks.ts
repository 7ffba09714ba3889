import { sleep } from 'n8n-workflow';
import type { IWebhookFunctions } from 'n8n-workflow';

import { failedAs, pingOwnUrl, rememberRecent, warn } from '../transport';
import { ownerOf } from './cursor';

interface Setback {
	/** Drains that failed since the last one that worked. */
	failures: number;
	isWaiting: boolean;
	/** When the workflow's owner was last shown a failed execution, in ms of a steady clock. */
	shownAt: number;
}

/** Waits before our own pings, as long as drains fail: nobody documents that a 503 is sent again. */
const RETRY_DELAYS_MS = [5_000, 30_000, 120_000, 600_000, 1_800_000, 3_600_000] as const;

/** Failures in a row that are no passing trouble. */
const REPEATEDLY = 2;

/** A wrong token would else make a failed execution of each ping. */
const SHOW_AGAIN_MS = 3_600_000;
const MOST_SETBACKS = 1_000;

/** By workflow and node. Lost at a restart; the ping after the start takes over then. */
const setbacks = new Map<string, Setback>();

/** Whether the failure is one that only a person can mend, and nobody was shown within the hour. */
export function isToBeShown(context: IWebhookFunctions, failure: unknown): boolean {
	if (!failedAs(failure, 'credential', 'forbidden')) return false;
	const setback = setbackOf(context);
	if (performance.now() - setback.shownAt < SHOW_AGAIN_MS) return false;
	setback.shownAt = performance.now();
	return true;
}

/** Tells why events could not be read, with the workflow and the webhook. */
export function logSetback(context: IWebhookFunctions, webhookId: string, failure: unknown): void {
	const { message, description } = failure as { message?: string; description?: string };
	warn(context, `could not read events: ${message}. ${description ?? ''}`.trim(), webhookId);
}

/**
 * Has the own URL pinged again later, after ever longer waits. One such ping is under way at a time; it
 * comes back here when its drain fails too, or when n8n cannot be reached at its own URL.
 */
export function tryAgainLater(context: IWebhookFunctions, url: string, webhookId: string): void {
	const setback = setbackOf(context);
	if (setback.isWaiting) return;
	setback.isWaiting = true;
	const last = RETRY_DELAYS_MS.length - 1;
	const delay = RETRY_DELAYS_MS[Math.min(setback.failures++, last)] ?? 0;
	void sleep(delay).then(async () => {
		setback.isWaiting = false;
		const outcome = await pingOwnUrl(context, url, webhookId);
		if (outcome === 'unreachable') tryAgainLater(context, url, webhookId);
	});
}

/**
 * Whether drain after drain failed. It may be the size of the pages: how much SmartSuite can give at once,
 * or does when asked for too much, is not documented (smartsuite-api.md section 1.7).
 */
export function failsRepeatedly(context: IWebhookFunctions): boolean {
	return (setbacks.get(ownerOf(context))?.failures ?? 0) >= REPEATEDLY;
}

/** A drain has worked. What was shown stays shown: the token may be refused now and then. */
export function overcome(context: IWebhookFunctions): void {
	const setback = setbacks.get(ownerOf(context));
	if (setback) setback.failures = 0;
}

function setbackOf(context: IWebhookFunctions): Setback {
	const setback = setbacks.get(ownerOf(context)) ?? {
		failures: 0,
		isWaiting: false,
		shownAt: -Infinity,
	};
	rememberRecent(setbacks, ownerOf(context), setback, MOST_SETBACKS);
	return setback;
}
