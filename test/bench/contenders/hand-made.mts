import { randomUUID } from 'node:crypto';
import type { Contender } from '../contender.mts';
import { everyMinute, handMadeWorkflow, webhookNode } from './hand-made-workflow.mts';
import { publishAll } from './n8n-workflows.mts';
import { tokenCredential } from './token-credential.mts';
import { watchAll } from './watch-all.mts';

/** Read within a minute: two runs at a time, both from the stored token on, would be throttled. */
const MOST_POLLED_PAGES = 100;
/** More than there are. */
const ALL_PAGES = 100_000;
/** In minutes. */
const TWICE_A_WEEK = (7 * 24 * 60) / 2;

/** Webhook + HTTP Request, one page a ping, with a stored token. */
export const onePage = handMade('webhook', 'Webhook + HTTP Request', { mostPages: 1 });

/** The same with a loop over pages. */
export const allPages = handMade('webhook-loop', 'Webhook + HTTP Request, looping', {
	mostPages: ALL_PAGES,
});

/** Asks once a minute, without pings. */
export const polling = handMade('polling', 'Schedule + HTTP Request', {
	mostPages: MOST_POLLED_PAGES,
	polls: true,
});

function handMade(
	id: string,
	title: string,
	{ mostPages, polls = false }: { mostPages: number; polls?: boolean },
): Contender {
	const start: Contender['start'] = async (world, count) => {
		const credential = await tokenCredential(world);
		const workflows = Array.from({ length: count }, (_, n) => {
			const path = randomUUID();
			const url = polls ? undefined : `${world.n8n.url}/webhook/${path}`;
			const { id: webhookId } = watchAll(world.emulator, url);
			const name = `${title} ${n}`;
			const first = polls ? everyMinute() : webhookNode(path);
			return handMadeWorkflow({
				name,
				start: first,
				credential,
				webhookId,
				url: world.emulator.url,
				mostPages,
			});
		});
		return await publishAll(world, workflows);
	};
	// By hand, a second workflow keeps the webhook alive on Mondays and Thursdays.
	const everyMinutes = polls ? 1 : TWICE_A_WEEK;
	return { id, title, polls, idleListing: { everyMinutes }, inN8n: true, start };
}
