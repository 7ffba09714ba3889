import type { Emulator, WebhookState } from '../../emulator/index.mts';

/** A webhook for all that happens in the demo solution, made by hand; without a URL it is paused. */
export function watchAll(emulator: Emulator, url: string | undefined): WebhookState {
	return emulator.elsewhere.createWebhook({
		solutionId: emulator.solution.id,
		kinds: ['RECORD_CREATED', 'RECORD_UPDATED', 'RECORD_DELETED'],
		filter: { solution: {} },
		url,
	});
}
