import type { ChangeEvent } from '../../nodes/SmartSuite/api/index.ts';
import { parseEvent } from '../../nodes/SmartSuite/api/event.ts';
import type { FailureKind, SmartSuiteError } from '../../nodes/SmartSuite/transport/index.ts';
import type { Cursor } from '../../nodes/SmartSuite/trigger/cursor.ts';
import { drain } from '../../nodes/SmartSuite/trigger/drain.ts';
import type { Circumstances } from '../../nodes/SmartSuite/trigger/drain.ts';
import { failed } from './failure-setup.mts';
import { idsIn, isoAt, NOON } from './place-setup.mts';

/** The events of a webhook, or why it cannot be read with this token. */
type Served = ChangeEvent[] | ((pageToken: string) => FailureKind | ChangeEvent[]);

interface Situation extends Partial<Omit<Circumstances, 'failuresOf'>> {
	/** Readings that failed in a row before, by webhook. */
	failures?: Record<string, number>;
}

/** Events of this webhook with these numbers, the last one included. */
export const eventsAt = (webhookId: string, first: number, last: number): ChangeEvent[] =>
	Array.from({ length: last - first + 1 }, (_, at) => first + at).map((nth) =>
		parseEvent({ event_id: `${webhookId}.${nth}`, event_at: isoAt(NOON + nth * 1_000) }),
	);

/** Reads these webhooks; gives what was found, and what was asked for, as `webhook/token`. */
export async function drained(
	cursor: Cursor,
	webhooks: Record<string, Served>,
	{ failures = {}, ...differs }: Situation = {},
) {
	const asked: string[] = [];
	const found = await drain(cursor, {
		fetchPage: async (webhookId, pageToken, size) => {
			asked.push(`${webhookId}/${pageToken}`);
			const served = webhooks[webhookId] ?? [];
			const answer = typeof served === 'function' ? served(pageToken) : served;
			if (typeof answer === 'string') throw failed(answer);
			const from = Number(pageToken);
			const items = answer.slice(from, from + size);
			return await Promise.resolve({ items, nextPageToken: String(from + items.length) });
		},
		failuresOf: (webhookId) => failures[webhookId] ?? 0,
		mayStartOver: false,
		isCautious: false,
		isDue: () => true,
		belongsHere: () => true,
		mustProve: false,
		isFlood: false,
		isFollowed: () => false,
		...differs,
	});
	const why = found.failures.map(({ webhookId, failure }) => [
		webhookId,
		(failure as SmartSuiteError).kind,
	]);
	return { ...found, asked, ids: idsIn(found.events), failed: why };
}
