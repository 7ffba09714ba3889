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

	it.each(['http://localhost:5678', 'http://127.0.0.1:5678', 'https://[::1]:5678'])(
		'when n8n has no public URL but %s',
		async (baseUrl) => {
			const emulator = await emulate();
			const webhooksUrl = 'https://webhooks.smartsuite.invalid';
			const workflow = await draft(emulator, emulator.solution.id, { webhooksUrl });
			workflow.baseUrl = baseUrl;
			expect(await shown(workflow.call('create'))).toMatchObject({
				message: `SmartSuite cannot reach n8n at ${workflow.webhookUrl}`,
				description: expect.stringContaining('WEBHOOK_URL') as string,
			});
			expect(emulator.calls).toEqual([]);
		},
	);

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
