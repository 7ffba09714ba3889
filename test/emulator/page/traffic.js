import { byId, details, element, showList, timeOfDay } from './dom.js';

const TONE = { RECORD_CREATED: 'good', RECORD_UPDATED: 'calm', RECORD_DELETED: 'bad' };

/** What was stored, what was sent and what was asked, newest first. */
export function showTraffic({ events, pings, calls, counts }) {
	showList(
		byId('events'),
		events,
		({ event_id }) => event_id,
		eventRow,
		'Change a record to see one.',
	);
	showNumbered('pings', pings, counts.pings, pingRow, 'Sent when an event reaches a webhook.');
	showNumbered('calls', calls, counts.calls, callRow, 'What n8n asks this emulator shows here.');
	for (const [name, count] of Object.entries(counts)) byId(`${name}-count`).textContent = count;
}

/** Entries without an id of their own are told apart by their number, counted from the first one. */
function showNumbered(name, entries, count, row, empty) {
	const items = entries.map((entry, index) => ({ number: count - index, entry }));
	showList(
		byId(name),
		items,
		({ number }) => number,
		({ entry }) => row(entry),
		empty,
	);
}

function eventRow(event) {
	const { data, previous } = event.record_event_data;
	const changes = Object.keys(previous).map((slug) => element('code', {}, slug));
	const summary = [
		badge(TONE[event.kind], event.kind.replace('RECORD_', '').toLowerCase()),
		element('span', { class: 'what' }, data.title || data.id || 'a record', ...changes),
		meta(event.webhook_id.slice(0, 8), event.event_at),
	];
	return element('li', {}, details(summary, event));
}

function pingRow(ping) {
	const { status, error, attempt, url, webhookId, at } = ping;
	const good = status >= 200 && status < 300;
	const again = attempt > 1 ? `attempt ${attempt}` : '';
	const summary = [
		badge(good ? 'good' : 'bad', status ?? error),
		element('span', { class: 'what' }, url.replace(/^https?:\/\//, '')),
		meta(`${again} ${webhookId.slice(0, 8)}`, at),
	];
	return element('li', {}, details(summary, ping));
}

function callRow(call) {
	const { status, rpc, method, path, durationMs, at } = call;
	const good = status >= 200 && status < 300;
	const what = rpc ?? `${method} ${path.replace('/api/v1', '')}`;
	const summary = [
		badge(good ? 'good' : 'bad', status || 'none'),
		element('span', { class: 'what' }, what),
		meta(`${durationMs} ms`, at),
	];
	return element('li', {}, details(summary, call));
}

const badge = (tone, text) => element('span', { class: `badge ${tone}` }, String(text));
const meta = (text, time) =>
	element('span', { class: 'meta' }, text, element('time', {}, timeOfDay(time)));
