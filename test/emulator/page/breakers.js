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

const faultButtons = FAULTS.map(([text, fault, times]) =>
	button(text, () => control('POST', 'faults', { fault, times })),
);
byId('clock-buttons').append(
	...CLOCK.map(([text, advanceMs]) => button(text, () => control('POST', 'clock', { advanceMs }))),
);
byId('fault-buttons').append(element('span', { class: 'label' }, 'Next API call'), ...faultButtons);
const pingButtons = PING_TROUBLE.map(([text, name]) =>
	button(text, () => control('POST', 'switches', { [name]: current.switches[name] > 0 ? 0 : 1 })),
);
byId('ping-buttons').append(element('span', { class: 'label' }, 'Pings'), ...pingButtons);
byId('repair-buttons').append(
	button(
		'Clear all faults',
		async () => {
			await control('DELETE', 'faults');
			await control('POST', 'switches', { lostPings: 0, duplicatePings: 0 });
		},
		{ title: 'No more failures, and every ping arrives once' },
	),
	button('Start over', () => control('POST', 'reset'), {
		title: 'The first records, no webhooks, no traffic, every switch as at the start',
	}),
);

/** Shows which troubles are on, and every switch. */
export function showBreakers(state) {
	current = state;
	PING_TROUBLE.forEach(([, name], index) =>
		pingButtons[index].setAttribute('aria-pressed', String(state.switches[name] > 0)),
	);
	FAULTS.forEach(([, fault], index) => {
		const left = callsLeft(state.faults.filter((plan) => same(plan.fault, fault)));
		faultButtons[index].dataset.left = left > 0 ? number(left) : '';
	});
	const pending = callsLeft(state.faults);
	byId('pending').textContent = pending > 0 ? `${calls(pending)} will fail` : '';
	showSwitches(state);
}

/** JSON has null for Infinity. */
const callsLeft = (plans) => plans.reduce((sum, { times }) => sum + (times ?? Infinity), 0);
const number = (count) => (count === Infinity ? '∞' : String(count));
const calls = (count) => (count === 1 ? 'One call' : `${number(count)} calls`);
const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

function showSwitches({ switches, switchDocs }) {
	const form = byId('switches');
	if (form.children.length === 0) form.append(...Object.keys(switches).map(switchRow));
	let changed = 0;
	for (const [name, value] of Object.entries(switches)) {
		const input = form.elements[name];
		if (document.activeElement !== input) input.value = JSON.stringify(value);
		const isChanged = !same(value, switchDocs[name].initial);
		input.classList.toggle('set', isChanged);
		if (isChanged) changed += 1;
	}
	byId('switched').textContent = changed > 0 ? `${changed} changed` : '';
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
