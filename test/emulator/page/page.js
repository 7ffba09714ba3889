import { showBreakers } from './breakers.js';
import { byId, element } from './dom.js';
import { showRecords } from './records.js';
import { showTraffic } from './traffic.js';
import { showWebhooks } from './webhooks.js';

const live = byId('live');
const stream = new EventSource('/_emulator/stream');
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
		list.append(element('div', {}, element('dt', {}, name), element('dd', {}, value)));
	}
}
