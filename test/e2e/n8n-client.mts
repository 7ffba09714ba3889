import { executionReader, type Execution } from './executions.mts';
import { N8nRestError, openRest, type N8nRest } from './n8n-rest.mts';
import { until } from './until.mts';

/** A trigger that cannot be set up is tried five times over 15 s (docs/internals/n8n.md section 4). */
const PUBLISH_TIMEOUT_MS = 90_000;

export interface Owner {
	email: string;
	/** At least 8 characters with a digit and a capital. */
	password: string;
}

/** A credential as nodes name it. */
export interface CredentialReference {
	id: string;
	name: string;
}

/** A workflow as n8n exports it. */
export interface WorkflowJson {
	id?: string;
	name: string;
	nodes: Array<Record<string, unknown>>;
	connections: Record<string, unknown>;
	settings?: Record<string, unknown>;
}

interface PublicationStatus {
	status: 'in_progress' | 'published' | 'partial' | 'failed' | 'not_published';
	triggers: Array<{ errorMessage?: string | null }>;
}

/** What the call gives or, where this n8n has no such call, what the older one gives. */
async function orWhereUnknown<Result>(
	call: Promise<Result>,
	older: () => Promise<Result>,
): Promise<Result> {
	return await call.catch(async (error: unknown) => {
		if (error instanceof N8nRestError && error.status === 404) return await older();
		throw error;
	});
}

/**
 * n8n's owner at work, over REST. The session outlives a restart of n8n on
 * the same port.
 */
export class N8nClient {
	readonly rest: N8nRest;
	/** All executions of a workflow with their items, oldest first. */
	readonly executions: ReturnType<typeof executionReader>;

	/** @param url n8n's address, without a trailing slash */
	constructor(url: string) {
		this.rest = openRest(url);
		this.executions = executionReader(this.rest);
	}

	/** Sets up the owner of a new n8n, and is logged in. */
	async setUpOwner({ email, password }: Owner): Promise<void> {
		const owner = { email, password, firstName: 'Demo', lastName: 'Owner' };
		await this.rest.post('/owner/setup', owner);
	}

	async login({ email, password }: Owner): Promise<void> {
		await this.rest.post('/login', { emailOrLdapLoginId: email, password });
	}

	async createCredential(
		type: string,
		name: string,
		data: Record<string, unknown>,
	): Promise<CredentialReference> {
		const created = await this.rest.post('/credentials', { name, type, data });
		return { id: (created as { id: string }).id, name };
	}

	/** What the editor's credential test says; older n8n test only what is stored. */
	async testCredential(type: string, data: Record<string, unknown>) {
		const stored = await this.createCredential(type, 'Test', data);
		const credentials = { ...stored, type, data };
		return (await this.rest.post('/credentials/test', { credentials })) as {
			status: 'OK' | 'Error';
			message: string;
		};
	}

	/** @returns the new workflow's id */
	async createWorkflow(workflow: WorkflowJson): Promise<string> {
		// As the editor does: without `v1` an agent goes on before its tools. Without `active` 2.0 fails.
		const body = { settings: { executionOrder: 'v1' }, active: false, ...workflow };
		return ((await this.rest.post('/workflows', body)) as { id: string }).id;
	}

	/**
	 * Publishes the workflow and waits until its triggers are live.
	 *
	 * @throws {Error} with the trigger's own message when it cannot be set up
	 */
	async publish(workflowId: string): Promise<void> {
		const path = `/workflows/${workflowId}`;
		const { versionId } = (await this.rest.get(path)) as { versionId: string };
		await orWhereUnknown(this.rest.post(`${path}/activate`, { versionId }), () =>
			this.setActive(workflowId, true),
		);
		await this.untilPublished(workflowId);
	}

	/** Takes the workflow offline and waits until its triggers are gone. */
	async unpublish(workflowId: string): Promise<void> {
		await orWhereUnknown(this.rest.post(`/workflows/${workflowId}/deactivate`, {}), () =>
			this.setActive(workflowId, false),
		);
		await this.publicationSettled(workflowId);
	}

	/** Takes the workflow offline and deletes it. */
	async remove(workflowId: string): Promise<void> {
		await this.rest.post(`/workflows/${workflowId}/archive`, {});
		await this.publicationSettled(workflowId);
		await this.rest.delete(`/workflows/${workflowId}`);
	}

	/** Before 2.40 n8n has no such call: there, what is published is live once n8n has said so. */
	publicationStatus(workflowId: string): Promise<PublicationStatus> {
		const status = this.rest.get(`/workflows/${workflowId}/publication-status`);
		return orWhereUnknown(status as Promise<PublicationStatus>, () =>
			Promise.resolve({ status: 'published', triggers: [] }),
		);
	}

	/**
	 * Waits until the workflow's triggers are live, for instance after a restart.
	 *
	 * @throws {Error} with the trigger's own message when it cannot be set up
	 */
	async untilPublished(workflowId: string): Promise<void> {
		const { status, triggers } = await this.publicationSettled(workflowId);
		if (status === 'published') return;
		const reasons = triggers.flatMap(({ errorMessage }) => errorMessage ?? []);
		throw new Error(`n8n could not publish the workflow (${status}): ${reasons.join('; ')}`);
	}

	/**
	 * Waits until the workflow's executions are as wanted.
	 *
	 * @throws {Error} after `timeoutMs`
	 */
	waitForExecutions(
		workflowId: string,
		predicate: (executions: Execution[]) => boolean,
		timeoutMs: number,
		signal?: AbortSignal,
	): Promise<Execution[]> {
		const look = async () => {
			const executions = await this.executions(workflowId);
			return predicate(executions) ? executions : undefined;
		};
		return until('the expected executions', timeoutMs, look, signal);
	}

	/**
	 * Does what "Listen for test event" does in the editor; returns when n8n listens. n8n takes one
	 * delivery, runs it, and stops listening.
	 */
	async listenForTestEvent(workflowId: string, trigger: string): Promise<void> {
		const triggerToStartFrom = { name: trigger };
		await this.rest.post(`/workflows/${workflowId}/run`, { triggerToStartFrom });
	}

	/** Does what "Execute workflow" does in the editor, beginning with a trigger that waits for nothing. */
	async runManually(workflowId: string, trigger: string): Promise<void> {
		const workflowData = await this.rest.get(`/workflows/${workflowId}`);
		const triggerToStartFrom = { name: trigger };
		await this.rest.post(`/workflows/${workflowId}/run`, { workflowData, triggerToStartFrom });
	}

	/** Does what "Stop listening" does in the editor. */
	async stopListening(workflowId: string): Promise<void> {
		await this.rest.delete(`/test-webhook/${workflowId}`);
	}

	/** Before 2.0 a workflow is published by setting it active. */
	private setActive(workflowId: string, active: boolean): Promise<unknown> {
		return this.rest.patch(`/workflows/${workflowId}`, { active });
	}

	/** n8n only orders a change of what is published, and makes it afterwards. */
	private publicationSettled(workflowId: string): Promise<PublicationStatus> {
		return until('n8n to end its publication', PUBLISH_TIMEOUT_MS, async () => {
			const found = await this.publicationStatus(workflowId);
			return found.status === 'in_progress' ? undefined : found;
		});
	}
}
