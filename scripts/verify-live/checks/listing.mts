import { parseEvent, type ChangeEvent } from '../../../nodes/SmartSuite/api/event.ts';
import { asText, inSnakeCase, listIn } from '../../../nodes/SmartSuite/api/shape.ts';
import { pause, type Answer } from '../client.mts';
import { accepted, rpc, type Run } from '../run.mts';

/** One answer of ListEvents. */
export interface EventsPage {
	answer: Answer;
	events: ChangeEvent[];
	/** '' is an empty token, undefined none at all. */
	token: string | undefined;
}

/** What to ask ListEvents for; a size of either JSON type, or none. */
export interface PageRequest {
	page_size?: string | number;
	page_token?: string;
}

/** Longest way to the end of the list: more than the few events of a run need. */
const MOST_PAGES = 6;

/** ListEvents, whatever the answer. */
export async function listPage(
	run: Pick<Run, 'client'>,
	webhookId: string,
	request: PageRequest = {},
): Promise<EventsPage> {
	const body = { webhook_id: webhookId, page_token: '', ...request };
	const answer = await rpc(run, 'ListEvents', body);
	const { next_page_token: token } = inSnakeCase(answer.body, ['next_page_token']);
	return {
		answer,
		events: listIn(answer.body, 'events').map(parseEvent),
		token: token === undefined || token === null ? undefined : asText(token),
	};
}

/** The pages from the oldest event on, to the end or to the first that has what is looked for. */
export async function readPages(
	run: Pick<Run, 'client'>,
	webhookId: string,
	isThere: (events: ChangeEvent[]) => boolean,
): Promise<{ pages: EventsPage[]; isFound: boolean }> {
	const pages: EventsPage[] = [];
	let token: string | undefined = '';
	while (token !== undefined && pages.length < MOST_PAGES) {
		const page: EventsPage = await listPage(run, webhookId, { page_token: token });
		accepted(page.answer, 'ListEvents');
		pages.push(page);
		if (isThere(eventsOf(pages))) return { pages, isFound: true };
		token = page.events.length > 0 && page.token !== token ? page.token || undefined : undefined;
	}
	return { pages, isFound: false };
}

export interface Look {
	pages: EventsPage[];
	/** How often was looked in vain before. */
	looksInVain: number;
	/** From the beginning of the first look to the end of the one that showed them. */
	tookMs: number;
	/** When the last look in vain began, on a steady clock. */
	lastInVainAtMs: number;
}

/** Looks again and again until the events show; undefined when they do not. */
export async function lookFor(
	run: Run,
	webhookId: string,
	isThere: (events: ChangeEvent[]) => boolean,
): Promise<Look | undefined> {
	const startedAtMs = performance.now();
	let lastInVainAtMs = -Infinity;
	for (const [looksInVain, delayMs] of [0, ...run.timing.lookDelaysMs].entries()) {
		await pause(delayMs, run.signal);
		const beganAtMs = performance.now();
		const { pages, isFound } = await readPages(run, webhookId, isThere);
		const tookMs = performance.now() - startedAtMs;
		if (isFound) return { pages, looksInVain, tookMs, lastInVainAtMs };
		lastInVainAtMs = beganAtMs;
	}
	return undefined;
}

export const eventsOf = (pages: EventsPage[]) => pages.flatMap(({ events }) => events);

/** Whether there is an event of this kind and record among them. */
export function hasEvent(kind: string, recordId: string) {
	return (events: ChangeEvent[]) =>
		events.some(({ simplified }) => simplified.kind === kind && simplified.record_id === recordId);
}
