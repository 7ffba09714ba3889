import type { INodeListSearchItems } from 'n8n-workflow';

import {
	credentialIdOf,
	readAccount,
	recover,
	rememberRecent,
	SmartSuiteError,
	waitFor,
} from '../transport';
import type { Haste, SmartSuiteContext } from '../transport';

/** One line of a dropdown. */
export type Choice = INodeListSearchItems;

/** What was read, and when, in ms of the time of day. */
interface Read<Value> {
	value: Value;
	readAt: number;
}

interface Remembered {
	credentialId: string;
	/** As it was read last. */
	last?: Read<unknown>;
	/** Under way. */
	reading?: Promise<unknown>;
}

/** How to read something for the panel. */
interface Reading<Value> {
	read: () => Promise<Value>;
	/** What is remembered of it elsewhere. */
	elsewhere?: () => Read<Value> | undefined;
	/** How long to wait for a newer one while an older one can be shown, in ms. */
	patienceMs?: number;
}

/** Each reading costs the user's monthly quota, and the editor asks anew with each letter typed. */
const FRESH_MS = 60_000;
/** How long a list stands in for a newer one that SmartSuite cannot give now. */
const KEPT_MS = 86_400_000;
const MOST_LISTS = 200;

/**
 * How long an open dropdown stays without a list: n8n's editor would wait for minutes, with nothing to
 * say (it sets no time-out; docs/internals/n8n.md section 12).
 */
const PATIENCE_MS = 8_000;
/** The same where an older list can be shown. */
export const SHORT_PATIENCE_MS = 2_000;

/** One request, and no pause; but its answer may come when nobody waits for it any more. */
export const LIST_HASTE: Haste = { isTriedOnce: true, timeoutMs: 60_000 };

/** Lists by credential and what was asked. Lost at a restart: then they are read again. */
const remembered = new Map<string, Remembered>();

/**
 * A list for a dropdown, read once a minute at most; who asks meanwhile shares the reading. While
 * SmartSuite is slow, throttled or away the list that was read before is shown. A changed credential
 * counts at once. What else the panel needs of SmartSuite is remembered in the same way.
 * @param what tells it from other things of the account, which are of other types
 * @throws what reading throws; SmartSuiteError where it takes too long, while the reading goes on;
 *   NodeOperationError when the credential is incomplete
 */
export async function readOnce<Value = Choice[]>(
	context: SmartSuiteContext,
	what: string,
	{ read, elsewhere, patienceMs = SHORT_PATIENCE_MS }: Reading<Value>,
): Promise<Value> {
	const entry = await entryFor(context, what);
	const known = newer(entry.last as Read<Value> | undefined, elsewhere?.());
	const ageMs = Date.now() - (known?.readAt ?? -Infinity);
	if (known && ageMs < FRESH_MS) return known.value;
	const reading = (entry.reading ??= readInto(entry, read)) as Promise<Value>;
	if (!known || ageMs >= KEPT_MS) return await within(PATIENCE_MS, context, reading);
	return await recover(
		within(patienceMs, context, reading),
		['throttled', 'unavailable', 'unreachable'],
		async () => known.value,
	);
}

function newer<Value>(
	one: Read<Value> | undefined,
	other: Read<Value> | undefined,
): Read<Value> | undefined {
	return !one || (other && other.readAt > one.readAt) ? other : one;
}

/** What the promise gives. @throws SmartSuiteError where that takes too long */
export async function within<Result>(
	ms: number,
	context: SmartSuiteContext,
	promise: Promise<Result>,
): Promise<Result> {
	const settled = new AbortController();
	const tooLate = async () => {
		await waitFor(ms, settled.signal);
		throw new SmartSuiteError(context.getNode(), {
			kind: 'unreachable',
			message: `SmartSuite has not answered for ${ms / 1_000} s`,
			description:
				'It is still being asked, so refresh the list in half a minute. To go on without the list, enter the ID.',
			passing: true,
		});
	};
	return await Promise.race([promise, tooLate()]).finally(() => settled.abort());
}

/** Makes the next dropdowns of this credential read anew: we have changed what they list. */
export function forgetLists(context: SmartSuiteContext): void {
	const id = credentialIdOf(context);
	for (const [key, { credentialId }] of remembered) if (credentialId === id) remembered.delete(key);
}

async function entryFor(context: SmartSuiteContext, what: string): Promise<Remembered> {
	const credentialId = credentialIdOf(context);
	const key = JSON.stringify([credentialId, await readAccount(context), what]);
	const entry = remembered.get(key) ?? { credentialId };
	rememberRecent(remembered, key, entry, MOST_LISTS);
	return entry;
}

function readInto<Value>(entry: Remembered, read: () => Promise<Value>): Promise<Value> {
	const keep = async () => {
		try {
			const value = await read();
			entry.last = { value, readAt: Date.now() };
			return value;
		} finally {
			entry.reading = undefined;
		}
	};
	const reading = keep();
	// Nobody may be left to hear of it.
	reading.catch(() => {});
	return reading;
}
