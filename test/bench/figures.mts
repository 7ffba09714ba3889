import { quantileSorted } from 'simple-statistics';
import type { Call } from '../emulator/index.mts';
import type { Changes } from './changes.mts';
import type { Delivery, Outcome } from './contender.mts';

const MS = 1_000;
const TOO_MANY = 429;

/** What a contender did with a workload. Latencies in seconds, from a change to the downstream node. */
export interface Figures {
	/** Changes times workflows. */
	events: number;
	calls: number;
	callsPerEvent: number;
	/** Calls that SmartSuite refused with 429. */
	throttled: number;
	p50?: number;
	p95?: number;
	max?: number;
	/** Seconds from the last change to the last delivery, where all arrived. */
	doneAfter?: number;
	/** Not downstream when measuring ended. */
	missing: number;
	twice: number;
	executions: number;
	failed: number;
	/** MiB at the most over the idle level, of n8n's main process. */
	memory?: number;
	/** CPU seconds a thousand events, of n8n with its task runner. */
	cpu?: number;
	/** Of several workflows: the slowest one's mean latency as a multiple of the fastest one's. */
	unfairness?: number;
}

/** What was measured beside the events themselves. */
export interface Costs {
	calls: Call[];
	memoryMiB?: number;
	cpuSeconds?: number;
}

/** Puts together what happened, what arrived and what it cost. */
export function figuresOf(
	changes: Changes,
	workflows: number,
	{ deliveries, executions, failed }: Outcome,
	{ calls, memoryMiB, cpuSeconds }: Costs,
): Figures {
	const events = changes.size * workflows;
	const firsts = firstDeliveries(deliveries, changes);
	const counted = deliveries.filter(({ recordId }) => changes.has(recordId));
	const delays = firsts.map(({ recordId, at }) => secondsBetween(changes.get(recordId), at));
	const sorted = delays.toSorted((one, other) => one - other);
	const at = (quantile: number) =>
		sorted.length > 0 ? quantileSorted(sorted, quantile) : undefined;
	const last = Math.max(...changes.values());
	return {
		events,
		calls: calls.length,
		callsPerEvent: calls.length / events,
		throttled: calls.filter(({ status }) => status === TOO_MANY).length,
		p50: at(0.5),
		p95: at(0.95),
		max: at(1),
		doneAfter: firsts.length === events ? (latest(firsts) - last) / MS : undefined,
		missing: events - firsts.length,
		twice: counted.length - firsts.length,
		executions,
		failed,
		memory: memoryMiB,
		cpu: cpuSeconds === undefined ? undefined : (cpuSeconds / events) * 1_000,
		unfairness: workflows > 1 ? unfairnessOf(firsts, changes) : undefined,
	};
}

/** The first delivery of each change to each workflow. */
function firstDeliveries(deliveries: Delivery[], changes: Changes): Delivery[] {
	const firsts = new Map<string, Delivery>();
	for (const delivery of deliveries) {
		const key = `${delivery.workflow} ${delivery.recordId}`;
		const before = firsts.get(key);
		if (changes.has(delivery.recordId) && !(before && before.at <= delivery.at)) {
			firsts.set(key, delivery);
		}
	}
	return [...firsts.values()];
}

function unfairnessOf(firsts: Delivery[], changes: Changes): number {
	const delays = new Map<number, number[]>();
	for (const { workflow, recordId, at } of firsts) {
		const delay = secondsBetween(changes.get(recordId), at);
		delays.set(workflow, [...(delays.get(workflow) ?? []), delay]);
	}
	const means = [...delays.values()].map(
		(each) => each.reduce((sum, one) => sum + one, 0) / each.length,
	);
	return Math.max(...means) / Math.min(...means);
}

const secondsBetween = (from = NaN, to: number) => (to - from) / MS;

const latest = (deliveries: Delivery[]) =>
	deliveries.reduce((most, { at }) => Math.max(most, at), 0);
