import type { WorkflowJson } from './n8n-client.mts';
import type { World } from './world.mts';

interface ExportedWorkflow extends WorkflowJson {
	staticData: unknown;
}

/** n8n's public API, which exports and imports workflows with their static data. */
export async function openPublicApi({ client, n8n }: World) {
	const scopes = await client.rest.get('/api-keys/scopes');
	const key = { label: 'Tests', scopes, expiresAt: null };
	const { rawApiKey } = (await client.rest.post('/api-keys', key)) as { rawApiKey: string };

	async function request(method: string, path: string, body?: object): Promise<unknown> {
		const response = await fetch(`${n8n.url}/api/v1${path}`, {
			method,
			headers: { 'X-N8N-API-KEY': rawApiKey, 'content-type': 'application/json' },
			body: body && JSON.stringify(body),
		});
		const text = await response.text();
		if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
		return JSON.parse(text);
	}

	return {
		async getWorkflow(id: string): Promise<ExportedWorkflow> {
			const workflow = (await request('GET', `/workflows/${id}`)) as ExportedWorkflow;
			const { name, nodes, connections, settings, staticData } = workflow;
			return { name, nodes, connections, settings, staticData };
		},

		/** @returns the new workflow's id */
		async createWorkflow(workflow: WorkflowJson): Promise<string> {
			return ((await request('POST', '/workflows', workflow)) as { id: string }).id;
		},
	};
}
