import type { ChangeEvent } from '../../nodes/SmartSuite/api/index.ts';
import type { FailureKind } from '../../nodes/SmartSuite/transport/index.ts';
import { readPlace } from '../../nodes/SmartSuite/trigger/read-place.ts';
import type { Bounds, FetchPage } from '../../nodes/SmartSuite/trigger/read-place.ts';
import { failed } from './failure-setup.mts';
import { idsIn, placeOf } from './place-setup.mts';

interface Habits {
	/** The most events that a page has, from this event on. */
	most?: (from: number) => number;
	/** Why a request is not answered, where it is not. */
	fails?: (from: number, size: number) => FailureKind | undefined;
	/** The token that a page gives; by default the number of the next event, there or not. */
	tokenAfter?: (next: number, from: number) => string | undefined;
	/** What happens before each answer. */
	before?: () => void;
}

/** A server of these events, and what it was asked for: `token/size`. */
export function serverOf(
	events: ChangeEvent[],
	{ most = () => 500, fails, tokenAfter = (next) => String(next), before }: Habits = {},
) {
	const asked: string[] = [];
	const fetchPage: FetchPage = async (_, pageToken, size) => {
		asked.push(`${pageToken}/${size}`);
		before?.();
		const from = Number(pageToken);
		const kind = fails?.(from, size);
		if (kind) throw failed(kind);
		const items = events.slice(from, from + Math.min(size || 500, most(from)));
		return await Promise.resolve({ items, nextPageToken: tokenAfter(from + items.length, from) });
	};
	return { asked, fetchPage };
}

/** What one reading of such a server gives, and what that asked for. */
export async function reading(
	events: ChangeEvent[],
	{ place = placeOf(), habits, ...bounds }: Partial<Bounds> & ReadingOf = {},
) {
	const { asked, fetchPage } = serverOf(events, habits);
	const read = await readPlace(place, { fetchPage, mostEvents: 500, ...bounds });
	return { ...read, asked, ids: idsIn(read.events) };
}

interface ReadingOf {
	place?: ReturnType<typeof placeOf>;
	habits?: Habits;
}
