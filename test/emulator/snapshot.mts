import type { Response } from 'express';
import { listRecords } from './records.mts';
import { SWITCHES } from './switches.mts';
import { webhookStates } from './views.mts';
import type { World } from './world.mts';

/** Changes that come this close together are shown at once. */
const GATHER_MS = 100;

/** All there is to see, as JSON: of events, pings and calls the `last` ones, newest first. */
export function snapshot(world: World, last: number) {
	const { clock, switches, solutions, members, calls, pings, faults, token, accountId } = world;
	const states = webhookStates(world);
	const events = states.flatMap((state) => state.events);
	events.sort((one, other) => other.position - one.position);
	const newest = <Entry,>(entries: Entry[]) => entries.slice(-last).reverse();
	return {
		now: clock.now(),
		token,
		accountId,
		switches,
		switchDocs: SWITCHES,
		solutions,
		members,
		tables: world.tables.map((table) => ({
			...table,
			records: listRecords(world, table.id).slice(-last),
		})),
		webhooks: states.map(({ events: stored, ...state }) => ({
			...state,
			eventCount: stored.length,
		})),
		events: events.slice(0, last).map(({ event }) => event),
		calls: newest(calls),
		pings: newest(pings),
		faults,
		counts: { events: events.length, calls: calls.length, pings: pings.length },
	};
}

/** Server-sent events: the snapshot now and after each change. */
export function streamSnapshots(world: World, res: Response): void {
	let timer: NodeJS.Timeout | undefined;
	const send = () => {
		timer = undefined;
		res.write(`data: ${JSON.stringify(snapshot(world, 100))}\n\n`);
	};
	const gather = () => (timer ??= setTimeout(send, GATHER_MS));
	res.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
	send();
	world.listeners.push(gather);
	res.on('close', () => {
		clearTimeout(timer);
		world.listeners.splice(world.listeners.indexOf(gather), 1);
	});
}
