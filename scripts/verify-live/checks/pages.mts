import type { ChangeEvent } from '../../../nodes/SmartSuite/api/event.ts';
import { isObject } from '../../../nodes/SmartSuite/api/shape.ts';
import { LARGE_PAGE_SIZE } from '../../../nodes/SmartSuite/api/pages.ts';
import { EVENT_KINDS } from '../../../nodes/SmartSuite/api/webhook.ts';
import { isOk, type Answer } from '../client.mts';
import { accepted, type Run } from '../run.mts';
import { OWN_EVENTS, type Changes } from './changes.mts';
import { eventsOf, listPage, type EventsPage, type PageRequest } from './listing.mts';

/** Splits our own events into two pages. */
const HALF = Math.ceil(OWN_EVENTS / 2);
const TOO_LARGE = '1000000';

/** How ListEvents gives its pages, shown on the few events of our own record. */
export async function checkPages(run: Run, webhookId: string, changes: Changes): Promise<void> {
	const { findings } = run;
	const list = async (request: PageRequest) => await listPage(run, webhookId, request);
	noteDefault(run, changes.pages);
	noteOrder(run, changes);
	const last = changes.pages.at(-1);
	if (last) findings.found('token-last-page', tokenForm(last.token));
	noteIds(run, webhookId, changes, await checkSizes(run, list));
	await checkMost(run, list, changes.events.length);
	await checkEnd(run, list, last?.token);
	const unknown = await list({ page_token: 'verify-live' });
	if (unknown.answer.status >= 500) findings.found('token-unknown', 'fails');
	else if (!isOk(unknown.answer)) findings.found('token-unknown', 'refuse');
	else findings.found('token-unknown', unknown.events.length > 0 ? 'from-start' : 'empty');
}

type List = (request: PageRequest) => Promise<EventsPage>;

/** Reads in two pages, asking for their size once as text and once as a number. */
async function checkSizes({ findings }: Run, list: List): Promise<ChangeEvent[]> {
	const inText = await list({ page_size: `${HALF}` });
	const inNumber = await list({ page_size: HALF, page_token: inText.token || '' });
	const [takesText, takesNumber] = [isOk(inText.answer), isOk(inNumber.answer)];
	const type =
		takesText && takesNumber ? 'any' : takesText ? 'string' : takesNumber ? 'number' : 'none';
	findings.found('page-size-type', type);
	if (type === 'none') return [];
	const first = takesText ? inText : inNumber;
	const isFull = first.events.length === HALF;
	findings.found('page-full', isFull ? 'full' : 'short', {
		detail: `${first.events.length} of ${HALF}`,
	});
	noteSequence(findings, first);
	const size = type === 'any' ? undefined : takesText ? `${HALF}` : HALF;
	const second =
		size === undefined ? inNumber : await list({ page_size: size, page_token: first.token || '' });
	accepted(second.answer, 'ListEvents');
	return eventsOf([first, second]);
}

/** Whether the token behind a page is the number of its newest event. */
function noteSequence(findings: Run['findings'], { events, token }: EventsPage): void {
	if (!token) return;
	if (!/^\d+$/.test(token)) return findings.found('token-sequence', 'opaque');
	const newest = Math.max(...events.map(numberOf));
	findings.found('token-sequence', Number(token) === newest ? 'per-webhook' : 'global');
}

async function checkMost({ findings }: Run, list: List, known: number): Promise<void> {
	const large = await list({ page_size: `${LARGE_PAGE_SIZE}` });
	if (!isOk(large.answer))
		findings.found('page-size-most', 'refused', { detail: `below ${LARGE_PAGE_SIZE}` });
	else if (large.events.length < known) {
		const position = large.events.length;
		findings.found('page-size-most', 'limit', { detail: `${position}`, position });
	} else findings.found('page-size-most', 'at-least', atLeast(large.events.length));
	const tooLarge = await list({ page_size: TOO_LARGE });
	if (findings.of('page-size-type')?.outcome === 'number') {
		findings.unseen(['page-size-too-large'], 'a page size in text is refused anyway');
	} else findings.found('page-size-too-large', reactionOf(tooLarge.answer));
}

function reactionOf(answer: Answer) {
	if (isOk(answer)) return 'cap';
	return answer.status < 500 ? 'refuse' : 'break-down';
}

function noteDefault({ findings }: Run, pages: EventsPage[]): void {
	const count = pages[0]?.events.length ?? 0;
	if (pages.length === 1) findings.found('page-size-default', 'at-least', atLeast(count));
	else findings.found('page-size-default', 'limit', { detail: `${count}`, position: count });
}

const atLeast = (count: number) => ({ detail: `${count}`, position: `at least ${count}` });

/** Asks behind the last event. */
async function checkEnd({ findings }: Run, list: List, lastToken?: string) {
	if (!lastToken) {
		return findings.unseen(['token-empty-page', 'list-empty'], 'no token leads to an empty page');
	}
	const page = await list({ page_token: lastToken });
	if (page.events.length > 0) {
		return findings.unseen(['token-empty-page', 'list-empty'], 'something else changed meanwhile');
	}
	const isSame = page.token === lastToken;
	const form = tokenForm(page.token);
	findings.found('token-empty-page', isSame ? 'same' : form === 'kept' ? 'other' : form);
	const hasList = isObject(page.answer.body) && Array.isArray(page.answer.body.events);
	findings.found('list-empty', hasList ? 'explicit' : 'omitted');
}

function tokenForm(token: string | undefined) {
	if (token === undefined) return 'absent';
	return token === '' ? 'empty-string' : 'kept';
}

/** In the order of what we did: created, updated, deleted. */
function noteOrder({ findings }: Run, { pages, recordId }: Changes): void {
	const ranks = pages
		.map(({ events }) => events.filter(({ simplified }) => simplified.record_id === recordId))
		.map((own) =>
			own.map(({ simplified }) => EVENT_KINDS.findIndex((kind) => kind === simplified.kind)),
		)
		.find((page) => new Set(page).size > 1);
	if (!ranks) return findings.unseen(['page-order'], 'no page held two kinds of events');
	const ascending = ranks.toSorted().join();
	if (ranks.join() === ascending) findings.found('page-order', 'oldest-first');
	else {
		const isTurned = ranks.toReversed().join() === ascending;
		findings.found('page-order', isTurned ? 'newest-first' : 'otherwise');
	}
}

/** Compares the events of the two pages with all that there are. */
function noteIds({ findings }: Run, webhookId: string, { events }: Changes, again: ChangeEvent[]) {
	const all = idsOf(events.toSorted((one, other) => numberOf(one) - numberOf(other)));
	const form = new RegExp(`^${webhookId}\\.\\d+$`);
	const isLasting =
		new Set(all).size === all.length && idsOf(again).every((id) => all.includes(id));
	const isDocumented = all.every((id) => form.test(id));
	findings.found('event-ids', !isLasting ? 'otherwise' : isDocumented ? 'documented' : 'unique');
	if (again.length === 0) return findings.unseen(['tokens-lead-on'], 'no two pages could be read');
	const distinct = new Set(idsOf(again));
	const isGapless = all.slice(0, distinct.size).every((id) => distinct.has(id));
	const repeats = distinct.size < again.length;
	findings.found('tokens-lead-on', !isGapless ? 'gap' : repeats ? 'overlap' : 'exact');
}

const idsOf = (events: ChangeEvent[]) => events.map(({ eventId }) => eventId);
const numberOf = ({ eventId }: ChangeEvent) => Number(eventId.split('.').at(-1));
