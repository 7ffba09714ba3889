import { standing } from '../emulator/webhooks.mts';
import { eventIdOf, type StoredWorkflow } from './database.mts';
import { isHandled } from './expectations.mts';
import { DAY_MS } from './kind.mts';
import type { Life } from './life.mts';

/** In characters: 200 ids a webhook, or 5,000 where SmartSuite gives no page tokens. */
const MOST_STATIC_DATA = { kept: 50_000, absent: 400_000 };
/** Of three workflows: their clocks, looks and departures, and what SmartSuite still tries. */
const MOST_TIMERS = 60;

/** What must hold at the end of a life, whatever happened. Each says how it does not. */
const INVARIANTS: Record<string, (life: Life) => string[]> = {
	/** But what SmartSuite itself has deleted, or what happened while the workflow was not published. */
	'nothing is lost': ({ expectations }) =>
		expectations.changes
			.filter((one) => !one.excuse && !isHandled(one))
			.map(({ workflow, eventIds, at }) => {
				const events = [...eventIds].join(' or ');
				return `${workflow.name} never had ${events} of ${at / 1_000} s`;
			}),

	/** In queue mode n8n runs executions again whose worker died while they claimed their events. */
	'nothing comes twice': ({ expectations }) =>
		expectations.changes.flatMap(({ workflow, eventIds, excuse }) => {
			const had = workflow.handled.filter(({ eventId }) => eventIds.has(eventId));
			const executions = [...new Set(had.map(({ executionId }) => executionId))];
			const isRerun = executions.every((id) => workflow.reruns.has(id));
			if (had.length < 2 || isRerun || (workflow.isMistaken && excuse)) return [];
			return [`${workflow.name} had ${had[0]?.eventId} in ${executions.join(', ')}`];
		}),

	/** Executions are made in the order of a webhook's events. */
	'order is kept': ({ n8n, expectations }) => {
		const excused = expectations.changes.filter(({ excuse }) => excuse);
		const ids = new Set(excused.flatMap(({ eventIds }) => [...eventIds]));
		return n8n.mode === 'queue' ? [] : n8n.workflows.flatMap((workflow) => disorder(workflow, ids));
	},

	/** Of the kinds that the workflow watches; none where it is unpublished. */
	'there is exactly one webhook': (life) =>
		life.n8n.workflows.flatMap((workflow) => {
			const { isPublished, refusal, node } = workflow;
			const now = life.smartSuite.clock.now();
			const own = life.webhooksOf(workflow).filter(({ url }) => url === life.n8n.urlOf(workflow));
			const found = own.map((webhook) => `${standing(webhook, now)} ${webhook.kinds.join('+')}`);
			const kinds = (node.parameters.events as string[]).join('+');
			const wanted = isPublished ? [`active ${kinds}`] : [];
			const isExcused = refusal ?? (!isPublished && life.expectations.couldNotLeave.has(workflow));
			if (isExcused || found.join() === wanted.join()) return [];
			return [`${workflow.name} has these: ${found.join(', ') || 'none'}`];
		}),

	'nobody else’s webhook is touched': (life) =>
		[...life.foreign]
			.filter(([id, portrait]) => life.portrait(id) !== portrait)
			.map(([id]) => `${id} is ${life.portrait(id)}`),

	'calls are within the budget': (life) => {
		const { calls, pings } = life.smartSuite;
		const most = budgetOf(life);
		if (calls.length <= most) return [];
		return [`${calls.length} calls, ${pings.length} pings, at most ${most}`];
	},

	'state is bounded': ({ n8n, time, plan: { switches } }) => [
		...n8n.workflows
			.filter(({ staticData }) => staticData.length > MOST_STATIC_DATA[switches.lastPageToken])
			.map(({ name, staticData }) => `${name} has ${staticData.length} characters of static data`),
		...(time.timers > MOST_TIMERS ? [`${time.timers} timers`] : []),
	],

	'what lasts is shown': ({ expectations }) => expectations.hidden,

	'the token stays where it is': ({ smartSuite, n8n, history }) =>
		[...history, ...n8n.workflows.map(({ staticData }) => staticData)].filter((text) =>
			text.includes(smartSuite.token),
		),

	'n8n bears it': ({ n8n }) => n8n.breakdowns,
};

/** What does not hold; empty where all is well. */
export function faultsOf(life: Life): string[] {
	return Object.entries(INVARIANTS).flatMap(([invariant, check]) =>
		check(life).map((what) => life.named(`${invariant}: ${what}`)),
	);
}

function disorder({ name, executions }: StoredWorkflow, excused: Set<string>): string[] {
	const newest = new Map<string, number>();
	const items = executions.flatMap((execution) => execution.items);
	const eventIds = new Set(items.map(eventIdOf));
	return [...eventIds].flatMap((eventId) => {
		const [webhookId = '', number = ''] = eventId.split('.');
		const before = newest.get(webhookId) ?? 0;
		newest.set(webhookId, Math.max(before, Number(number)));
		const isEarlier = Number(number) < before && !excused.has(eventId);
		return isEarlier ? [`${name} had ${eventId} after ${before}`] : [];
	});
}

/** What the guides promise, and what each trouble may cost on top. */
function budgetOf({ smartSuite, n8n, time, plan: { happenings } }: Life): number {
	const days = time.now / DAY_MS;
	const pages = [...smartSuite.webhooks.values()].reduce((sum, one) => sum + one.eventsSoFar, 0);
	const text = JSON.stringify(happenings);
	const renewals = text.includes('"keepAliveHours":1}') ? 24 : 1;
	const retries = /"(trouble|the token|somebody deletes the cred)/.test(text) ? 24 * 6 : 0;
	return Math.ceil(
		n8n.workflows.length * (days * (renewals * 3 + retries) + 30) +
			3 * smartSuite.pings.length +
			2 * pages +
			happenings.length * 30,
	);
}
