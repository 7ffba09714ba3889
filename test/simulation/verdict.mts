import { standing } from '../emulator/webhooks.mts';
import type { StoredWorkflow } from './database.mts';
import type { Expected, Life } from './life.mts';

const HOUR_MS = 3_600_000;
const MOST_STATIC_DATA = 400_000;

/** What does not hold at the end of a life; empty where all is well. */
export function faultsOf(life: Life): string[] {
	return Object.entries(INVARIANTS).flatMap(([invariant, check]) =>
		check(life).map((what) => `${invariant}: ${what}`),
	);
}

type Check = (life: Life) => string[];

/** What must hold, whatever happens. */
export const INVARIANTS = {
	/** But what SmartSuite itself has deleted, or what happened while the workflow was not published. */
	'nothing is lost': ({ expected }) =>
		expected
			.filter((one) => !one.excuse && !isHandled(one))
			.map(
				({ workflow, eventIds, at }) =>
					`${workflow.name} never had ${[...eventIds].join(' or ')} of ${at / 1_000} s`,
			),

	/** In queue mode an execution whose worker died while it claimed its events is run again, by n8n. */
	'nothing comes twice': ({ expected, plan }) =>
		expected.flatMap(({ workflow, eventIds }) => {
			const had = workflow.handled.filter(({ eventId }) => eventIds.has(eventId));
			const executions = new Set(had.map(({ executionId }) => executionId));
			const isRerun =
				plan.mode === 'queue' && had.some(({ executionId }) => workflow.reruns.has(executionId));
			if (had.length < 2 || (isRerun && executions.size === 1)) return [];
			return [`${workflow.name} had ${had[0]?.eventId} in ${[...executions].join(', ')}`];
		}),

	/** Executions are made in the order of a webhook's events. */
	'order is kept': (life) =>
		life.plan.mode === 'queue' ? [] : life.n8n.workflows.flatMap(disorder),

	'there is exactly one webhook': (life) =>
		life.n8n.workflows.flatMap((workflow) => {
			const now = life.smartSuite.clock.now();
			const own = life.webhooksOf(workflow).filter(({ url }) => url === life.n8n.urlOf(workflow));
			const standings = own.map((webhook) => standing(webhook, now)).join(', ');
			if (workflow.refusal) return [];
			const wanted = workflow.isPublished ? 'active' : '';
			if (standings === wanted) return [];
			if (!workflow.isPublished && life.couldNotLeave.has(workflow)) return [];
			return [`${workflow.name} has these: ${standings || 'none'}`];
		}),

	'nobody else’s webhook is touched': (life) =>
		[...life.foreign]
			.filter(([id, portrait]) => life.portrait(id) !== portrait)
			.map(([id]) => `${id} is ${life.portrait(id)}`),

	'calls are within the budget': (life) => {
		const { calls, pings } = life.smartSuite;
		const most = budgetOf(life);
		return calls.length <= most
			? []
			: [`${calls.length} calls, ${pings.length} pings, at most ${most}`];
	},

	'state is bounded': (life) => [
		...life.n8n.workflows
			.filter(({ staticData }) => staticData.length > MOST_STATIC_DATA)
			.map(({ name, staticData }) => `${name} has ${staticData.length} characters of static data`),
	],

	'n8n bears it': ({ n8n }) => n8n.breakdowns,
} satisfies Record<string, Check>;

function isHandled({ workflow, eventIds }: Expected): boolean {
	if (workflow.handled.some(({ eventId }) => eventIds.has(eventId))) return true;
	// n8n lists an execution that it broke off: its owner sees it.
	return workflow.executions.some(
		({ status, items }) =>
			status === 'crashed' && items.some(({ json }) => eventIds.has(String(json.event_id))),
	);
}

function disorder({ name, executions }: StoredWorkflow): string[] {
	const newest = new Map<string, number>();
	const had = new Set<string>();
	const faults: string[] = [];
	for (const eventId of executions.flatMap(({ items }) =>
		items.map(({ json }) => `${json.event_id}`),
	)) {
		if (had.has(eventId)) continue;
		had.add(eventId);
		const [webhookId = '', number = ''] = eventId.split('.');
		const before = newest.get(webhookId) ?? 0;
		if (Number(number) < before) faults.push(`${name} had ${eventId} after ${before}`);
		newest.set(webhookId, Math.max(before, Number(number)));
	}
	return faults;
}

/** What the guides promise, and what each trouble may cost on top. */
function budgetOf({ smartSuite, n8n, plan, time }: Life): number {
	const days = time.now / (24 * HOUR_MS);
	const pages = [...smartSuite.webhooks.values()].reduce((sum, one) => sum + one.eventsSoFar, 0);
	const daily = plan.happenings.some(({ with: given }) =>
		JSON.stringify(given).includes('"keepAliveHours":1}'),
	)
		? 24 * 3
		: 3;
	const hourly = plan.happenings.some(
		({ what }) => what.startsWith('trouble') || what === 'the token expires',
	);
	return Math.ceil(
		n8n.workflows.length * (days * (daily + (hourly ? 24 * 6 : 0)) + 30) +
			3 * smartSuite.pings.length +
			2 * pages +
			plan.happenings.length * 30,
	);
}
