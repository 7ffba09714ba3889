import type { Switches } from '../switches.mts';
import type { StoredEvent } from '../types.mts';
import { eventMessage, render } from './answers.mts';

export interface PageRequest {
	token: string;
	/** Events asked for. */
	size: number;
	/** Pages that this reading has had before. */
	pagesBefore: number;
}

/** How many of the events the page has room for: as many as asked, or what two switches leave of that. */
export function roomOnPage(
	events: StoredEvent[],
	{ size, pagesBefore }: Omit<PageRequest, 'token'>,
	switches: Switches,
): number {
	const { pageCuts, pageBytesMax } = switches;
	const cut = pageCuts[pagesBefore % pageCuts.length] ?? Infinity;
	const room = Math.min(size, cut);
	return pageBytesMax === 0 ? room : fitting(events.slice(0, room), pageBytesMax, switches);
}

/** How many events fit into so many characters of JSON, with a token of the usual length; at least one. */
function fitting(events: StoredEvent[], most: number, switches: Switches): number {
	const empty = { events: [], next_page_token: `${events.at(-1)?.position}` };
	let length = render(empty, switches).length - 1;
	const tooMany = events.findIndex((event) => {
		length += render(eventMessage(event, switches), switches).length + 1;
		return length > most;
	});
	return tooMany < 0 ? events.length : Math.max(tooMany, 1);
}
