import { fastForward } from './fast-forward.mts';
import { serveJson } from './strange-server.mts';
import { credentialFor, emulate, onlyWebhookId, ping, watching } from './world.mts';

/** A success with this body. */
export const jsonAnswer = (body: string) => ({
	status: 200,
	body,
	contentType: 'application/json',
});

/** Get Many of the events of a webhook. */
export const eventsOf = (webhook: string) => ({ resource: 'event', operation: 'getAll', webhook });

/** A published trigger whose next reading gets this page. */
export async function reading(page: (webhookId: string) => string, times = 1) {
	const emulator = await emulate();
	const workflow = await watching(emulator);
	const webhookId = onlyWebhookId(emulator);
	emulator.faults.next({ rpc: 'ListEvents' }, jsonAnswer(page(webhookId)), times);
	const answer = await fastForward(() => ping(workflow, { webhookId }));
	return { emulator, workflow, webhookId, answer };
}

/** An account at a server that answers everything so. */
export async function accountAt(answer: string | (() => string)) {
	const server = await serveJson(answer);
	const urls = { apiUrl: server.url, webhooksUrl: server.url };
	return { server, credential: credentialFor(await emulate(), urls) };
}
