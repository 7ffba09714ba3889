import type { Switches } from '../switches.mts';
import type { StoredEvent } from '../types.mts';
import { roomOnPage, type PageRequest } from './page-room.mts';
import { invalidArgument } from './twirp.mts';

export interface EventPage {
	events: StoredEvent[];
	/** undefined: the key is left out. */
	token: string | undefined;
	/** Whether there are more events behind it. */
	hasMore: boolean;
}

/** One page of events after a token, which names the last event seen (docs/internals/smartsuite.md 1.7). */
export function eventPage(
	stored: StoredEvent[],
	{ token, ...request }: PageRequest,
	nowMs: number,
	switches: Switches,
): EventPage {
	const tokenOf = ({ position, number }: StoredEvent) =>
		switches.tokenSequence === 'global' ? position : number;
	const after = startOf(token, stored.map(tokenOf).at(-1) ?? 0, switches);
	const visible = stored.filter(
		(event) => tokenOf(event) > after && isVisible(event, nowMs, switches),
	);
	const events = visible.slice(0, roomOnPage(visible, request, switches));
	const last = events.at(-1);
	const ordered = switches.pageOrder === 'oldest-first' ? events : events.toReversed();
	if (!last) return { events, token: emptyPageToken(token, switches), hasMore: false };
	const hasMore = visible.length > events.length;
	return {
		events: ordered,
		token: hasMore ? `${tokenOf(last)}` : lastToken(tokenOf(last), switches),
		hasMore,
	};
}

/** Position to go on after; a token is invalid when it is no number or lies ahead of all events. */
function startOf(token: string, newest: number, { invalidToken, tokenSequence }: Switches): number {
	if (token === '') return 0;
	const tooFar = tokenSequence === 'per-webhook' && Number(token) > newest;
	if (/^\d+$/.test(token) && !tooFar) return Number(token);
	if (invalidToken === 'refuse') throw invalidArgument('page_token', 'is not valid');
	return invalidToken === 'from-start' ? 0 : Infinity;
}

function isVisible({ atMs }: StoredEvent, nowMs: number, switches: Switches): boolean {
	const { eventRetentionDays, eventsVisibleAfterMs } = switches;
	const ageMs = nowMs - atMs;
	const kept = eventRetentionDays === 0 || ageMs < eventRetentionDays * 86_400_000;
	return kept && ageMs >= eventsVisibleAfterMs;
}

function lastToken(position: number, { lastPageToken }: Switches): string | undefined {
	if (lastPageToken === 'kept') return `${position}`;
	return lastPageToken === 'absent' ? undefined : '';
}

/** A token that is '' is a default value, and so left out, unless the switch insists on it. */
function emptyPageToken(asked: string, switches: Switches): string | undefined {
	if (switches.emptyPageToken === 'empty-string') return '';
	return switches.emptyPageToken === 'same' && asked !== '' ? asked : undefined;
}
