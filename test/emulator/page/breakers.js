import { control } from './control.js';
import { button, byId, element } from './dom.js';

const HOUR_MS = 3_600_000;

const CLOCK = [
	['+1 hour', HOUR_MS],
	['+1 day', 24 * HOUR_MS],
	['+7 days', 7 * 24 * HOUR_MS],
];

const FAULTS = [
	['429 once', { status: 429, body: { detail: 'Request was throttled.' } }, 1],
	['503, five times', { status: 503, body: 'Service Unavailable' }, 5],
	[
		'HTML from a proxy',
		{ status: 502, body: '<html>Bad gateway</html>', contentType: 'text/html' },
		1,
	],
	['Cut connection', 'reset', 1],
	['Truncated answer', 'truncate', 1],
];

const PING_TROUBLE = [
	['Lose pings', 'lostPings'],
	['Send pings twice', 'duplicatePings'],
];

let current;

byId('clock-buttons').append(
	...CLOCK.map(([text, advanceMs]) => button(text, () => control('POST', 'clock', { advanceMs }))),
);
byId('fault-buttons').append(
	element('span', { class: 'label' }, 'Next API call'),
	...FAULTS.map(([text, fault, times]) =>
		button(text, () => control('POST', 'faults', { fault, times })),
	),
);
const pingButtons = PING_TROUBLE.map(([text, name]) =>
	button(text, () => control('POST', 'switches', { [name]: current.switches[name] > 0 ? 0 : 1 })),
);
byId('ping-buttons').append(element('span', { class: 'label' }, 'Pings'), ...pingButtons);
byId('repair-buttons').append(
	button('All well again', async () => {
		await control('DELETE', 'faults');
		await control('POST', 'switches', { lostPings: 0, duplicatePings: 0 });
	}),
	button('Start over', () => control('POST', 'reset')),
);

/** Shows which troubles are on, and every switch. */
export function showBreakers(state) {
	current = state;
	PING_TROUBLE.forEach(([, name], index) =>
		pingButtons[index].setAttribute('aria-pressed', String(state.switches[name] > 0)),
	);
	const pending = state.faults.reduce((sum, { times }) => sum + times, 0);
	byId('pending').textContent = pending > 0 ? `${pending} calls will fail` : '';
	const form = byId('switches');
	if (form.children.length === 0) form.append(...Object.keys(state.switches).map(switchRow));
	for (const [name, value] of Object.entries(state.switches)) {
		const input = form.elements[name];
		if (document.activeElement !== input) input.value = JSON.stringify(value);
	}
}

byId('switches').addEventListener('submit', (event) => event.preventDefault());

function switchRow(name) {
	const { doc, options } = current.switchDocs[name];
	const onchange = ({ target }) => control('POST', 'switches', { [name]: read(target.value) });
	const input = Array.isArray(options)
		? element('select', { name, onchange }, ...options.map(optionFor))
		: element('input', { name, onchange, title: options });
	return element('label', {}, element('code', {}, name), element('span', {}, doc), input);
}

const optionFor = (option) => element('option', { value: JSON.stringify(option) }, String(option));

function read(text) {
	try {
		return JSON.parse(text);
	} catch {
		return text;
	}
}
