// npm start [-- --once]: a real n8n with this package beside a SmartSuite emulator, on loopback.
import { parseArgs } from 'node:util';
import { messageOf } from '../test/e2e/message.mts';
import { installN8n } from '../test/e2e/n8n-install.mts';
import { startWorld, type World } from '../test/e2e/world.mts';
import { printArrivals, publishExample, showJourney } from './demo.mts';
import { interruption } from './interruption.mts';
import { stayUp } from './stay-up.mts';

const USUAL_PORTS = { n8n: 5678, emulator: 4010 };

/** How often the terminal shows what has reached the workflow. */
const LOOK_MS = 1_000;

const { values } = parseArgs({ options: { once: { type: 'boolean', default: false } } });

let signal: AbortSignal | undefined;
try {
	// First, while Ctrl-C still simply ends us: it takes minutes once, and leaves nothing half done.
	await installN8n();
	signal = interruption();
	await demonstrate(signal);
} catch (error) {
	console.error(signal?.aborted ? 'Interrupted.' : `\n${messageOf(error)}`);
	process.exitCode = signal?.aborted ? 130 : 1;
}

async function demonstrate(signal: AbortSignal) {
	const world = await startWorld({ name: 'start', ports: USUAL_PORTS, signal });
	try {
		const arrivals = await publishExample(world);
		await showJourney(world, arrivals, signal);
		if (values.once) return;
		printAddresses(world);
		await stayUp({
			hasEnded: () => world.n8n.server.hasEnded(),
			look: async () => await printArrivals(world, arrivals),
			tell: (line) => console.log(line),
			everyMs: LOOK_MS,
			signal,
		});
	} catch (error) {
		throw new Error(`${messageOf(error)}\nn8n's log: ${world.n8n.logFile}`, { cause: error });
	} finally {
		await world.stop();
		console.log('\nn8n and the emulator have stopped.');
	}
}

function printAddresses({ n8n, emulator, owner }: World) {
	console.log(`
  n8n editor       ${n8n.url}   (${owner.email} / ${owner.password})
  SmartSuite page  ${emulator.url}
  n8n's log        ${n8n.logFile}

Change records on the page: what reaches the workflow appears here. Ctrl-C ends it all.
`);
}
