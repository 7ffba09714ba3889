import { describe, expect, it } from 'vitest';
import { execute } from './action.mts';
import { fastForward } from './fast-forward.mts';
import { byId, credentialFor, emulate } from './world.mts';

const RATE_LIMIT = { perSecond: 5, penaltyMs: 30_000 };

/** Lists as many webhooks as there are, one page each: that many calls. */
async function listAll(count: number, requestsPerSecond: number) {
	const emulator = await emulate({ switches: { rateLimit: RATE_LIMIT, pageSizeMax: 1 } });
	const credential = credentialFor(emulator, { requestsPerSecond });
	const solutionId = emulator.solution.id;
	for (let n = 0; n < count; n++) {
		emulator.elsewhere.createWebhook({
			solutionId,
			kinds: ['RECORD_CREATED'],
			filter: { solution: {} },
			url: `https://n8n.example.com/${n}`,
		});
	}
	const list = {
		resource: 'webhook',
		operation: 'getAll',
		solution: byId(solutionId),
		returnAll: true,
	};
	const runs = await fastForward(() => Promise.all([1, 2, 3].map(() => execute(credential, list))));
	const refused = emulator.calls.filter(({ status }) => status === 429).length;
	return { found: runs.map((items) => items.length), refused };
}

describe('the pace', () => {
	it('keeps all nodes of an n8n together within the limit of their token', async () => {
		expect(await listAll(10, 5)).toEqual({ found: [10, 10, 10], refused: 0 });
	});

	it('recovers when the credential allows more than SmartSuite does', async () => {
		const { found, refused } = await listAll(10, 50);
		expect(found).toEqual([10, 10, 10]);
		expect(refused).toBeGreaterThan(0);
	});
});
