import { byId, element, showList } from './dom.js';

const HOUR_MS = 3_600_000;
const STATUS = {
	active: ['good', 'active'],
	paused: ['quiet', 'paused'],
	failed: ['bad', 'pings failed'],
	expired: ['bad', 'expired'],
};

/** The webhooks with their state and how long they have left. */
export function showWebhooks({ webhooks, tables, solutions, now }) {
	const nameOf = (things, id) => things.find((thing) => thing.id === id)?.name ?? id;
	const watched = ({ filter, solutionId }) => {
		if (filter.solution) return nameOf(solutions, solutionId);
		const { application_ids, application } = { ...filter.applications, ...filter };
		const ids = application_ids ?? [application.application_id];
		const fields = application ? `: ${application.field_ids.join(', ')}` : '';
		return ids.map((id) => nameOf(tables, id)).join(', ') + fields;
	};
	const items = webhooks.map((webhook) => ({
		...webhook,
		watched: watched(webhook),
		left:
			webhook.status === 'expired'
				? `deleted in ${duration(webhook.deletedAt - now)}`
				: `expires in ${duration(webhook.expiresAt - now)}`,
		soon: webhook.expiresAt - now < 48 * HOUR_MS,
	}));
	const hint =
		'None yet. Give n8n’s credential the values above, publish a workflow with the SmartSuite Trigger, and its webhook shows here.';
	showList(byId('webhooks'), items, ({ id }) => id, card, hint);
}

function card({ id, status, kinds, watched, url, left, soon, eventCount }) {
	const [tone, text] = STATUS[status];
	return element(
		'li',
		{ class: 'card' },
		element(
			'div',
			{ class: 'line' },
			element('span', { class: `badge ${tone}` }, text),
			element('strong', {}, watched),
			element('span', { class: soon ? 'left soon' : 'left' }, left),
		),
		element('div', { class: 'url', title: url ?? '' }, url ?? 'no notification URL'),
		element(
			'div',
			{ class: 'muted line' },
			kinds.map((kind) => kind.replace('RECORD_', '').toLowerCase()).join(', '),
			element(
				'span',
				{ class: 'left' },
				`${eventCount} ${eventCount === 1 ? 'event' : 'events'} · ${id.slice(0, 8)}`,
			),
		),
	);
}

function duration(ms) {
	const hours = Math.max(0, Math.floor(ms / HOUR_MS));
	const days = Math.floor(hours / 24);
	return days > 0 ? `${days} d ${hours % 24} h` : `${hours} h`;
}
