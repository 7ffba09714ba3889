import { describe, expect, it } from 'vitest';
import type { IDataObject } from 'n8n-workflow';
import type { Emulator, Fault } from '../emulator/index.mts';
import { fastForward } from './fast-forward.mts';
import { startN8n } from './n8n.mts';
import { shown } from './shown.mts';
import { byId, credentialFor, emulate } from './world.mts';

const DENIED: Fault = {
	status: 403,
	body: { code: 'permission_denied', msg: 'not allowed', meta: {} },
};

/** A webhooks host that is not private. */
const PUBLIC = 'https://webhooks.smartsuite.invalid';

async function draft(emulator: Emulator, solutionId: string, credential: IDataObject = {}) {
	const n8n = await startN8n();
	const solution = byId(solutionId);
	return n8n.host(credentialFor(emulator, credential), { solution });
}

describe('the person who publishes reads why and what to do', () => {
	it.each(['ListWebhooks', 'CreateWebhook'])('when rights are missing for %s', async (rpc) => {
		const emulator = await emulate();
		const workflow = await draft(emulator, emulator.solution.id);
		emulator.faults.next({ rpc }, DENIED, 10);
		expect(await shown(workflow.publish())).toMatchObject({
			message: `SmartSuite does not allow access to solution '${emulator.solution.id}'`,
			description: expect.stringMatching(
				/rights of the token's owner: ask an administrator.*SmartSuite says: not allowed/,
			) as string,
		});
		expect(emulator.webhooks).toEqual([]);
	});

	it('when there is no such solution', async () => {
		const emulator = await emulate();
		const workflow = await draft(emulator, '63b87cad645b3949631b5500');
		expect(await shown(workflow.publish())).toMatchObject({
			message: "SmartSuite has no solution '63b87cad645b3949631b5500'",
			description: expect.stringContaining('Choose another one from the list') as string,
		});
	});

	it.each([
		['http://localhost:5678', 'localhost'],
		['http://127.0.0.1:5678', 'only known to the machine'],
		['https://[::1]:5678', 'only known to the machine'],
		['http://0.0.0.0:5678', 'leads nowhere'],
		['http://192.168.1.20:5678', 'private network'],
		['http://[fd12::1]:5678', 'private network'],
		['http://n8n:5678', 'private network'],
		['https://n8n.corp.internal', 'private network'],
	])('when n8n has no public URL but %s', async (baseUrl, reason) => {
		const emulator = await emulate();
		const workflow = await draft(emulator, emulator.solution.id, { webhooksUrl: PUBLIC });
		workflow.baseUrl = baseUrl;
		expect(await shown(workflow.call('create'))).toMatchObject({
			message: `SmartSuite cannot reach n8n at ${workflow.webhookUrl}`,
			description: expect.stringMatching(
				new RegExp(`${reason}.*Set N8N_WEBHOOK_URL \\(before n8n 2\\.41: WEBHOOK_URL\\)`),
			) as string,
		});
		expect(emulator.calls).toEqual([]);
	});

	it.each([true, 'true'])('but not where a private URL is allowed: %j', async (allowed) => {
		const emulator = await emulate();
		const workflow = await draft(emulator, emulator.solution.id, { webhooksUrl: PUBLIC });
		workflow.baseUrl = 'http://192.168.1.20:5678';
		workflow.node.parameters.options = { allowPrivateAddress: allowed };
		const failed = await fastForward(() => shown(workflow.call('create')));
		// It was asked, and there is no such host: how soon that is known is up to this machine's network.
		expect(failed.message).toMatch(/^SmartSuite (cannot be reached at|has not answered yet)/);
	});

	it('nor where SmartSuite is in a private network, too', async () => {
		const emulator = await emulate();
		const workflow = await draft(emulator, emulator.solution.id);
		workflow.baseUrl = 'http://n8n:5678';
		await workflow.call('create');
		expect(emulator.webhooks).toMatchObject([{ url: workflow.webhookUrl }]);
	});

	it('when it is not clear whether a private URL is allowed', async () => {
		const emulator = await emulate();
		const workflow = await draft(emulator, emulator.solution.id);
		workflow.node.parameters.options = { allowPrivateAddress: 'perhaps' };
		expect((await shown(workflow.publish())).message).toBe(
			"'Allow Private Address' is neither true nor false: 'perhaps'",
		);
	});

	it('when the token is refused, without reading it there', async () => {
		const emulator = await emulate();
		const apiToken = 'not-the-token-that-is-known';
		const workflow = await draft(emulator, emulator.solution.id, { apiToken });
		const failed = await shown(workflow.publish());
		expect(failed).toMatchObject({
			message: 'SmartSuite does not accept the API token',
			description: expect.stringContaining('API key') as string,
		});
		expect(JSON.stringify([failed, failed.message, failed.description])).not.toContain(apiToken);
	});

	it('and five attempts of n8n, each cleaned up, leave nothing behind', async () => {
		const emulator = await emulate();
		const workflow = await draft(emulator, emulator.solution.id);
		emulator.faults.next({ rpc: 'CreateWebhook' }, { status: 400, body: 'no' }, 5);
		await fastForward(() => shown(workflow.publishPersistently()));
		await fastForward(() => workflow.unpublish());
		expect(emulator.webhooks).toEqual([]);
		await workflow.publish();
		expect(emulator.webhooks).toMatchObject([{ url: workflow.webhookUrl, status: 'active' }]);
	});
});
