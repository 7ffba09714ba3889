import { expect, it, vi } from 'vitest';
import { execute } from './action.mts';
import { startN8n } from './n8n.mts';
import { inSolution, shown } from './shown.mts';
import { serve } from './strange-server.mts';
import { byId, credentialFor, emulate } from './world.mts';

const LONGEST_ANSWER_MS = 400;

vi.mock('../../nodes/SmartSuite/transport/limits.ts', async (original) => ({
	...(await original<object>()),
	REQUEST_TIMEOUT_MS: 200,
	LONGEST_ANSWER_MS: 400,
	RETRY_DELAYS_MS: [],
}));

/** An account at a server whose answers have no end: a blank every 20 ms. */
async function accountOfDrips() {
	const { url } = await serve((response) => {
		response.writeHead(200, { 'content-type': 'application/json' });
		const drip = setInterval(() => response.write(' '), 20);
		response.on('close', () => clearInterval(drip));
	});
	return credentialFor(await emulate(), { apiUrl: url, webhooksUrl: url });
}

it.each([
	['an operation', async () => execute(await accountOfDrips(), inSolution('s', 'getAll'))],
	[
		'publishing',
		async () => {
			const workflow = (await startN8n()).host(await accountOfDrips(), { solution: byId('s') });
			return await workflow.publish();
		},
	],
])('an answer that drips in for ever ends in time: %s', async (_, act) => {
	const startedAt = performance.now();
	const { message } = await shown(act());
	expect(message).toContain('SmartSuite did not answer in time');
	expect(performance.now() - startedAt).toBeGreaterThanOrEqual(LONGEST_ANSWER_MS - 10);
	expect(performance.now() - startedAt).toBeLessThan(10 * LONGEST_ANSWER_MS);
});
