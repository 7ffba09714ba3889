import { setTimeout as sleep } from 'node:timers/promises';
import { hasEnded, listExecutions } from '../e2e/executions.mts';
import { watchMemory } from '../e2e/memory.mts';
import { chain, noOp } from '../e2e/nodes.mts';
import { until } from '../e2e/until.mts';
import { ARRIVED } from '../e2e/workflows.mts';
import { startWorld, type World } from '../e2e/world.mts';
import type { Emulator } from '../emulator/index.mts';
import { create } from './changes.mts';
import { watchAll } from './contenders/watch-all.mts';
import { webhookNode } from './contenders/hand-made-workflow.mts';

const PATH = 'n8n-alone';
const RUNS = 3;
const PAGES = 50;
const EVENTS_A_PAGE = 500;
/** At the pace of five pages a second. */
const PAGE_MS = 200;
const WARM_UP = { requests: 4, everyMs: 1_500 };
/** As long as the contenders rest before they are measured. */
const REST_MS = 6_000;
const END_TIMEOUT_MS = 60_000;

/** What n8n's memory rises by when it gets the events of a backlog without this package. */
export interface N8nAlone {
	events: number;
	executions: number;
	/** Of each of the runs, over n8n's level after the warm-up. */
	memoryMiB: number[];
}

/** Posts the pages to n8n's own Webhook node, each as the one item of an execution. */
export async function n8nAlone(): Promise<N8nAlone> {
	const world = await startWorld({ name: 'bench-alone' });
	try {
		const workflow = chain('n8n alone', [webhookNode(PATH), noOp(ARRIVED)]);
		const id = await world.client.createWorkflow(workflow);
		await world.client.publish(id);
		const memoryMiB: number[] = [];
		for (let run = 1; run <= RUNS; run++) memoryMiB.push(await riseOfOneRun(world, id, run));
		return { events: PAGES * EVENTS_A_PAGE, executions: PAGES, memoryMiB };
	} finally {
		await world.stop();
	}
}

async function riseOfOneRun({ n8n, client, emulator }: World, id: string, run: number) {
	await n8n.restart();
	const post = async (body: string) => {
		const headers = { 'Content-Type': 'application/json' };
		const answer = await fetch(`${n8n.url}/webhook/${PATH}`, { method: 'POST', headers, body });
		if (!answer.ok) throw new Error(`n8n answered ${answer.status} to its own Webhook node.`);
		await answer.text();
	};
	for (let nth = 0; nth < WARM_UP.requests; nth++) {
		await post('{}');
		await sleep(WARM_UP.everyMs);
	}
	await sleep(REST_MS);

	const pages = pagesOf(emulator);
	const rise = await watchMemory(n8n.server.pid);
	for (const page of pages) await Promise.all([post(page), sleep(PAGE_MS)]);
	const most = run * (WARM_UP.requests + PAGES);
	await until('all executions', END_TIMEOUT_MS, async () => {
		const all = await listExecutions(client.rest, id);
		return (all.length >= most && all.every(hasEnded)) || undefined;
	});
	return await rise();
}

/** As ListEvents would give them. */
function pagesOf(emulator: Emulator): string[] {
	emulator.reset();
	watchAll(emulator, undefined);
	create(emulator, PAGES * EVENTS_A_PAGE, new Map());
	const events = emulator.webhooks[0]?.events.map(({ event }) => event) ?? [];
	return Array.from({ length: PAGES }, (_, nth) =>
		JSON.stringify({ events: events.slice(nth * EVENTS_A_PAGE, (nth + 1) * EVENTS_A_PAGE) }),
	);
}
