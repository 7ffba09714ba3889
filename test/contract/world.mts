import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { onTestFinished } from 'vitest';
import { startEmulator, type Emulator, type EmulatorOptions } from '../emulator/index.mts';
import { storeCredential, type CredentialStore } from './credentials.mts';
import { startN8n, type Answer, type HostedWorkflow } from './n8n.mts';

let tokensMade = 0;

/** An emulator for one test. Pace is not its subject: no limit unless asked for, a token of its own. */
export async function emulate(options: EmulatorOptions = {}): Promise<Emulator> {
	const emulator = await startEmulator({
		token: `contract-token-${++tokensMade}`,
		...options,
		switches: { rateLimit: 'off', ...options.switches },
	});
	onTestFinished(() => emulator.stop());
	return emulator;
}

/** The credential that fits an emulator. */
export function credentialFor(emulator: Emulator, more: IDataObject = {}): CredentialStore {
	return storeCredential({
		apiToken: emulator.token,
		accountId: emulator.accountId,
		apiUrl: emulator.url,
		webhooksUrl: emulator.url,
		requestsPerSecond: 1_000,
		...more,
	});
}

/** A solution as the resource locator holds it. */
export function byId(id: string) {
	return { __rl: true, mode: 'id', value: id };
}

/** A workflow that watches the emulator's demo solution, published. */
export async function watching(
	emulator: Emulator,
	parameters: INodeParameters = {},
	credential = credentialFor(emulator),
): Promise<HostedWorkflow> {
	const n8n = await startN8n();
	const workflow = n8n.host(credential, {
		solution: byId(emulator.solution.id),
		options: { pullInterval: 0 },
		...parameters,
	});
	await workflow.publish();
	return workflow;
}

/** Sends a ping as SmartSuite would. */
export async function ping(workflow: HostedWorkflow, body: unknown): Promise<Answer> {
	const response = await fetch(workflow.webhookUrl, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: typeof body === 'string' ? body : JSON.stringify(body),
	});
	return { status: response.status, body: await response.text() };
}

/** The id of the one webhook there is. */
export function onlyWebhookId(emulator: Emulator): string {
	const [webhook, ...more] = emulator.webhooks;
	if (!webhook || more.length > 0) throw new Error(`${emulator.webhooks.length} webhooks, not one`);
	return webhook.id;
}
