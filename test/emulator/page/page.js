import { showBreakers } from './breakers.js';
import { button, byId, element } from './dom.js';
import { showRecords } from './records.js';
import { showTraffic } from './traffic.js';
import { showWebhooks } from './webhooks.js';

const live = byId('live');
const stream = new EventSource('/_emulator/stream');
/** Milliseconds that a copied value is said to be copied. */
const COPIED_FOR_MS = 2_000;

let aheadMs = 0;

stream.onopen = () => showLive('live', true);
stream.onerror = () => showLive('the emulator has stopped', false);
stream.onmessage = ({ data }) => {
	const state = JSON.parse(data);
	aheadMs = state.now - Date.now();
	showConnection(state);
	showRecords(state);
	showWebhooks(state);
	showBreakers(state);
	showTraffic(state);
	showClock();
};
setInterval(showClock, 1_000);

function showLive(text, isLive) {
	if (live.textContent !== text) live.textContent = text;
	live.classList.toggle('on', isLive);
}

function showClock() {
	byId('clock').textContent = new Date(Date.now() + aheadMs).toLocaleString([], {
		dateStyle: 'medium',
		timeStyle: 'medium',
	});
}

function showConnection({ token, accountId }) {
	const list = byId('connection');
	if (list.children.length > 0) return;
	const values = { 'Both URLs': location.origin, 'API token': token, 'Account ID': accountId };
	for (const [name, value] of Object.entries(values)) {
		const copied = element('span', { class: 'muted', role: 'status' });
		const copy = () => copyText(value, copied);
		const shown = button(value, copy, { class: 'value', title: `Copy the ${name}` });
		list.append(element('div', {}, element('dt', {}, name, copied), element('dd', {}, shown)));
	}
}

/** Says beside the name that the value is in the clipboard now, and not for long. */
async function copyText(text, told) {
	await navigator.clipboard.writeText(text);
	told.textContent = ' copied';
	setTimeout(() => (told.textContent = ''), COPIED_FOR_MS);
}
