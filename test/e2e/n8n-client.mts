import { executionReader, type Execution } from './executions.mts';
import { N8nRestError, openRest } from './n8n-rest.mts';
import { until } from './until.mts';

/** A trigger that cannot be set up is tried five times over 15 s (n8n-internals.md section 4). */
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

export type N8nClient = ReturnType<typeof openN8n>;

/**
 * n8n's owner at work, over REST (n8n-run.md section 3). The session outlives a restart of n8n on
 * the same port.
 *
 * @param url n8n's address, without a trailing slash
 */
export function openN8n(url: string) {
	const rest = openRest(url);
	const readExecutions = executionReader(rest);

	/** Before 2.40 n8n has no such call: there, what is published is live once n8n has said so. */
	const publicationStatus = (workflowId: string) =>
		orWhereUnknown(
			rest.get(`/workflows/${workflowId}/publication-status`) as Promise<PublicationStatus>,
			() => Promise.resolve({ status: 'published' as const, triggers: [] }),
		);

	/** Before 2.0 a workflow is published by setting it active. */
	const setActive = (workflowId: string, active: boolean) => () =>
		rest.patch(`/workflows/${workflowId}`, { active });

	/** n8n only orders a change of what is published, and makes it afterwards. */
	const publicationSettled = (workflowId: string) =>
		until('n8n to end its publication', PUBLISH_TIMEOUT_MS, async () => {
			const found = await publicationStatus(workflowId);
			return found.status === 'in_progress' ? undefined : found;
		});

	/**
	 * Waits until the workflow's triggers are live, for instance after a restart.
	 *
	 * @throws {Error} with the trigger's own message when it cannot be set up
	 */
	async function untilPublished(workflowId: string): Promise<void> {
		const { status, triggers } = await publicationSettled(workflowId);
		if (status === 'published') return;
		const reasons = triggers.flatMap(({ errorMessage }) => errorMessage ?? []);
		throw new Error(`n8n could not publish the workflow (${status}): ${reasons.join('; ')}`);
	}

	return {
		rest,
		publicationStatus,
		untilPublished,

		/** Sets up the owner of a new n8n, and is logged in. */
		async setUpOwner({ email, password }: Owner): Promise<void> {
			const owner = { email, password, firstName: 'Demo', lastName: 'Owner' };
			await rest.post('/owner/setup', owner);
		},

		async login({ email, password }: Owner): Promise<void> {
			await rest.post('/login', { emailOrLdapLoginId: email, password });
		},

		async createCredential(
			type: string,
			name: string,
			data: Record<string, unknown>,
		): Promise<CredentialReference> {
			const { id } = (await rest.post('/credentials', { name, type, data })) as { id: string };
			return { id, name };
		},

		/** What the editor's credential test says; older n8n test only what is stored. */
		async testCredential(type: string, data: Record<string, unknown>) {
			const { id } = (await rest.post('/credentials', { name: 'Test', type, data })) as {
				id: string;
			};
			const credentials = { id, name: 'Test', type, data };
			return (await rest.post('/credentials/test', { credentials })) as {
				status: 'OK' | 'Error';
				message: string;
			};
		},

		/** @returns the new workflow's id */
		async createWorkflow(workflow: WorkflowJson): Promise<string> {
			// As the editor does: without `v1` an agent goes on before its tools. Without `active` 2.0 fails.
			const body = { settings: { executionOrder: 'v1' }, active: false, ...workflow };
			return ((await rest.post('/workflows', body)) as { id: string }).id;
		},

		/**
		 * Publishes the workflow and waits until its triggers are live.
		 *
		 * @throws {Error} with the trigger's own message when it cannot be set up
		 */
		async publish(workflowId: string): Promise<void> {
			const { versionId } = (await rest.get(`/workflows/${workflowId}`)) as { versionId: string };
			await orWhereUnknown(
				rest.post(`/workflows/${workflowId}/activate`, { versionId }),
				setActive(workflowId, true),
			);
			await untilPublished(workflowId);
		},

		/** Takes the workflow offline and waits until its triggers are gone. */
		async unpublish(workflowId: string): Promise<void> {
			await orWhereUnknown(
				rest.post(`/workflows/${workflowId}/deactivate`, {}),
				setActive(workflowId, false),
			);
			await publicationSettled(workflowId);
		},

		/** Takes the workflow offline and deletes it. */
		async remove(workflowId: string): Promise<void> {
			await rest.post(`/workflows/${workflowId}/archive`, {});
			await publicationSettled(workflowId);
			await rest.delete(`/workflows/${workflowId}`);
		},

		/** All executions of the workflow with their items, oldest first. */
		executions: readExecutions,

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
				const executions = await readExecutions(workflowId);
				return predicate(executions) ? executions : undefined;
			};
			return until('the expected executions', timeoutMs, look, signal);
		},

		/**
		 * Does what "Listen for test event" does in the editor; returns when n8n listens. n8n takes one
		 * delivery, runs it, and stops listening.
		 */
		async listenForTestEvent(workflowId: string, trigger: string): Promise<void> {
			await rest.post(`/workflows/${workflowId}/run`, { triggerToStartFrom: { name: trigger } });
		},

		/** Does what "Execute workflow" does in the editor, beginning with a trigger that waits for nothing. */
		async runManually(workflowId: string, trigger: string): Promise<void> {
			const workflowData = await rest.get(`/workflows/${workflowId}`);
			const triggerToStartFrom = { name: trigger };
			await rest.post(`/workflows/${workflowId}/run`, { workflowData, triggerToStartFrom });
		},

		/** Does what "Stop listening" does in the editor. */
		async stopListening(workflowId: string): Promise<void> {
			await rest.delete(`/test-webhook/${workflowId}`);
		},
	};
}
