import { setTimeout as sleep } from 'node:timers/promises';
import { messageOf } from '../test/e2e/message.mts';

interface Watch {
	/** Whether n8n's process has ended. */
	hasEnded: () => boolean;
	/** Shows what has reached the workflow; throws where n8n does not answer. */
	look: () => Promise<unknown>;
	tell: (line: string) => void;
	/** Between two looks, in ms. */
	everyMs: number;
	/** Ctrl-C. */
	signal: AbortSignal;
}

/**
 * Looks until Ctrl-C. A busy n8n may miss a look: that is said once, and the next look tells what came meanwhile.
 *
 * @throws {Error} once n8n's process has ended
 */
export async function stayUp({ hasEnded, look, tell, everyMs, signal }: Watch): Promise<void> {
	let missed = 0;
	while (!signal.aborted) {
		if (hasEnded()) throw new Error('n8n has ended by itself.');
		const failure = await look().then(() => undefined, messageOf);
		missed = failure === undefined ? 0 : missed + 1;
		if (missed === 1)
			tell(`n8n misses a look (${failure}). It is looked at again as long as it runs.`);
		await sleep(everyMs, undefined, { signal }).catch(() => undefined);
	}
}
