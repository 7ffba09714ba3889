import { once, setMaxListeners } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import axios from 'axios';
import express from 'express';
import type { World } from '../../e2e/world.mts';
import type { Emulator } from '../../emulator/index.mts';
import { closeServer } from '../../emulator/server.mts';
import type { Contender, Outcome, Running } from '../contender.mts';
import { watchAll } from './watch-all.mts';

/** What SmartSuite says to wait after a 429 (Webhooks Overview, "Rate Limits"); more than they do. */
const PENALTY_MS = 30_000;
const MOST_TRIES = 4;
const TOO_MANY = 429;
const MINUTES_A_DAY = 24 * 60;

interface Page {
	events?: Array<{ event_id: string; record_event_data: { record_id: string } }>;
	next_page_token?: string;
}

type Fetch = (token: string) => Promise<Page>;

/** What a script keeps between pings, and how it hands events on. */
interface Flow {
	token: string;
	seen: Set<string>;
	fetch: Fetch;
	deliver(page: Page): void;
}

/** Pulls until an empty page at each ping, and keeps the token at the end. */
export const untilEmpty = hosted('until-empty', 'Hosted: pull until empty', async (flow) => {
	let { token } = flow;
	for (;;) {
		const page = await flow.fetch(token);
		token = page.next_page_token ?? '';
		if (!page.events?.length) break;
		flow.deliver(page);
	}
	flow.token = token;
});

/** Pulls one page at each ping, keeps its token, and drops ids that came before; lists once a day. */
export const onePull = hosted(
	'one-pull',
	'Hosted: one page a ping',
	async (flow) => {
		const page = await flow.fetch(flow.token);
		flow.token = page.next_page_token ?? '';
		const isNew = (id: string) => !flow.seen.has(id) && !!flow.seen.add(id);
		const events = (page.events ?? []).filter(({ event_id: id }) => isNew(id));
		flow.deliver({ ...page, events });
	},
	{ everyMinutes: MINUTES_A_DAY },
);

/**
 * An integration of a hosted platform as section 6 of docs/internals/smartsuite.md describes it: the ping is
 * answered at once, each runs by itself. Other than there, a call that is refused waits and tries again.
 */
function hosted(
	id: string,
	title: string,
	onPing: (flow: Flow) => Promise<void>,
	idleListing?: Contender['idleListing'],
): Contender {
	const start = async ({ emulator }: World, count: number) => await serve(emulator, count, onPing);
	return { id, title, polls: false, idleListing, inN8n: false, start };
}

async function serve(
	emulator: Emulator,
	count: number,
	onPing: (flow: Flow) => Promise<void>,
): Promise<Running> {
	const outcome: Outcome = { deliveries: [], executions: 0, failed: 0 };
	const stopped = new AbortController();
	// As many runs as there are pings wait at once.
	setMaxListeners(0, stopped.signal);
	let running = 0;
	const app = express();
	const server = createServer(app).listen(0, '127.0.0.1');
	await once(server, 'listening');
	const { port } = server.address() as AddressInfo;

	for (let workflow = 0; workflow < count; workflow++) {
		const { id } = watchAll(emulator, `http://127.0.0.1:${port}/${workflow}`);
		const flow = flowOf(emulator, id, workflow, outcome, stopped.signal);
		app.post(`/${workflow}`, (_request, response) => {
			response.end();
			running++;
			outcome.executions++;
			void onPing(flow)
				.catch(() => outcome.failed++)
				.finally(() => running--);
		});
	}
	return {
		isBusy: () => running > 0,
		outcome: () => Promise.resolve(outcome),
		stop: async () => {
			stopped.abort();
			await closeServer(server);
		},
	};
}

function flowOf(
	emulator: Emulator,
	webhookId: string,
	workflow: number,
	{ deliveries }: Outcome,
	stopped: AbortSignal,
): Flow {
	return {
		token: '',
		seen: new Set(),
		fetch: (token) => listEvents(emulator, webhookId, token, stopped),
		deliver({ events = [] }) {
			const at = Date.now();
			const arrived = events.map(({ record_event_data: { record_id: recordId } }) => recordId);
			deliveries.push(...arrived.map((recordId) => ({ workflow, recordId, at })));
		},
	};
}

async function listEvents(
	{ url, token: apiToken, accountId }: Emulator,
	webhookId: string,
	token: string,
	signal: AbortSignal,
): Promise<Page> {
	for (let tries = 1; ; tries++) {
		const { status, data } = await axios.post<Page>(
			`${url}/smartsuite.webhooks.engine.Webhooks/ListEvents`,
			{ webhook_id: webhookId, page_size: '50', page_token: token },
			{
				headers: { Authorization: `Token ${apiToken}`, 'ACCOUNT-ID': accountId },
				validateStatus: () => true,
				proxy: false,
				signal,
			},
		);
		if (status < TOO_MANY) return data;
		if (tries === MOST_TRIES) throw new Error(`SmartSuite answered ${status}`);
		await sleep(PENALTY_MS, undefined, { signal });
	}
}
