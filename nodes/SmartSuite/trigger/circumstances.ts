import { listEvents } from '../api';
import { readAccount } from '../transport';
import { isTest } from './cursor';
import type { Cursor, TriggerContext } from './cursor';
import type { Circumstances } from './drain';
import type { Lead } from './queue';
import type { FetchPage } from './read-place';
import { dueInMs, isShown, mayAskSmaller, mayStartOver } from './setbacks';
import { stateOf } from './state';

/** Longest wait for a page of an earlier webhook, in ms: the live one comes after it. */
const EARLIER_TIMEOUT_MS = 3_000;

/** What a drain is to know beside where it stands. */
export async function circumstancesOf(
	context: TriggerContext,
	{ live }: Cursor,
	{ isFlood, isFollowed }: Lead,
): Promise<Circumstances> {
	const { setbacks, isUnproved } = stateOf(context);
	const failuresOf = (webhookId: string) => setbacks.get(webhookId)?.failures ?? 0;
	const account = await readAccount(context).catch(() => undefined);
	const fetchPage: FetchPage = async (webhookId, pageToken, pageSize) => {
		const isLive = webhookId === live.webhookId;
		return await listEvents(context, webhookId, {
			pageToken,
			pageSize,
			isTriedOnce: !isLive || failuresOf(webhookId) > 0,
			...(!isLive && { timeoutMs: EARLIER_TIMEOUT_MS }),
		});
	};
	return {
		fetchPage,
		failuresOf,
		mayStartOver: mayStartOver(context, live.webhookId),
		isDue: (webhookId) => webhookId === live.webhookId || dueInMs(context, webhookId) <= 0,
		belongsHere: ({ accountId, solutionId }) =>
			(account === undefined || (accountId ?? account.accountId) === account.accountId) &&
			(solutionId ?? live.solutionId) === live.solutionId,
		isCautious: mayAskSmaller(context, live.webhookId),
		mustProve: isUnproved && !isTest(context),
		isFlood,
		isFollowed,
	};
}

/** What the verdict is to know of the drains before. */
export function historyOf(context: TriggerContext, { live, earlier }: Cursor) {
	const state = stateOf(context);
	const now = performance.now();
	const { look } = state;
	const setback = state.setbacks.get(live.webhookId);
	const waits = earlier.map(({ webhookId }) => Math.max(0, dueInMs(context, webhookId)));
	return {
		failures: setback?.failures ?? 0,
		failedForMs: setback ? now - setback.since : 0,
		isShown: isShown(context, 'reading'),
		sinceDeliveredMs: now - state.deliveredAt,
		isLate: now < state.lateUntil,
		...(look && look.looks > 0 && { due: { inMs: look.dueAt - now, looks: look.looks } }),
		...(waits.length > 0 && { earlierDueInMs: Math.min(...waits) }),
	};
}
