import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { CHECKOUT } from '../e2e/package.mts';

const RUN = fileURLToPath(new URL('allocation-run.mts', import.meta.url));

/** Bytes an event, of a page of 500. */
export interface Allocation {
	/** As SmartSuite sends it. */
	text: number;
	/** By JSON.parse, which n8n's request helper does. */
	parsing: number;
	/** By this package, from the parsed page to items. */
	reading: number;
}

/** What an event allocates on its way from an answer to an item. */
export async function allocationOfEvents(): Promise<Allocation> {
	const options = ['--expose-gc', '--max-semi-space-size=256', '--import', 'tsx'];
	const { stdout } = await execa(process.execPath, [...options, RUN], { cwd: CHECKOUT });
	return JSON.parse(stdout) as Allocation;
}
