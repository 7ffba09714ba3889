// Prints what one page of events allocates on its way to items, in bytes an event, as JSON.
// Usage: node --expose-gc --max-semi-space-size=256 --import tsx allocation-run.mts
import { parseEvent } from '../../nodes/SmartSuite/api/event.ts';
import { listIn } from '../../nodes/SmartSuite/api/shape.ts';
import { create } from './changes.mts';
import { watchAll } from './contenders/watch-all.mts';
import { startEmulator } from '../emulator/index.mts';

const EVENTS = 500;

const emulator = await startEmulator();
watchAll(emulator, undefined);
create(emulator, EVENTS, new Map());
const [webhook] = emulator.webhooks;
const text = JSON.stringify({ events: webhook?.events.map(({ event }) => event) });
await emulator.stop();

/** With so large a young generation nothing is collected meanwhile: what is used more was allocated. */
function allocatedBy<Outcome>(work: () => Outcome): [bytes: number, outcome: Outcome] {
	globalThis.gc?.();
	const before = process.memoryUsage().heapUsed;
	const outcome = work();
	return [process.memoryUsage().heapUsed - before, outcome];
}

// Once for the compiler, which allocates too.
for (let warm = 0; warm < 5; warm++) listIn(JSON.parse(text), 'events').map(parseEvent);
const [parsing, body] = allocatedBy(() => JSON.parse(text) as unknown);
const [reading] = allocatedBy(() => listIn(body, 'events').map(parseEvent));
const perEvent = (bytes: number) => Math.round(bytes / EVENTS);
console.log(
	JSON.stringify({
		text: perEvent(Buffer.byteLength(text)),
		parsing: perEvent(parsing),
		reading: perEvent(reading),
	}),
);
