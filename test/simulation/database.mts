import type { IDataObject, INode, INodeExecutionData, Workflow } from 'n8n-workflow';
import { workflowOf } from '../contract/workflow.mts';
import type { CredentialStore } from '../contract/credentials.mts';

/** An execution as n8n stores it. */
export interface Execution {
	id: string;
	workflow: StoredWorkflow;
	items: INodeExecutionData[];
	mode: 'webhook' | 'trigger';
	/** `new` waits for a slot or a worker; `crashed` is shown to the owner. */
	status: 'new' | 'running' | 'success' | 'crashed';
}

/** The event of an item that the trigger handed over. */
export function eventIdOf({ json }: INodeExecutionData): string {
	return typeof json.event_id === 'string' ? json.event_id : '';
}

/** A workflow with the trigger, as n8n's database has it: what outlives every process. */
export class StoredWorkflow {
	isPublished = false;
	/** Whether `webhook_entity` has its path; else n8n answers 404. */
	isServed = false;
	staticData = '{}';
	/** As it was saved before: what a backup, or another node, may put back. */
	formerStaticData = '{}';
	readonly executions: Execution[] = [];
	/** Ids of those that n8n has run again because their worker died. */
	readonly reruns = new Set<string>();
	/** `processed_data` of the trigger node, in order of arrival. */
	processed: string[] = [];
	/** Events that the node behind the trigger got. */
	readonly handled: Array<{ eventId: string; executionId: string }> = [];
	/** When executions failed, which the owner sees, in ms of the life. */
	readonly shownAt: number[] = [];
	/** It came to a new database, and was not published there to the end. */
	isNewHere = false;
	/** n8n died meanwhile, and took it for one that ran: see docs/self-hosting.md. */
	isMistaken = false;
	/** Why it could not be published, which the editor shows. */
	refusal: string | undefined;

	constructor(
		readonly name: string,
		public node: INode,
		readonly credential: CredentialStore,
	) {}

	/** n8n's workflow object, on static data as it is stored now; or on none. */
	load(staticData = this.staticData): Workflow {
		return workflowOf(this.node, JSON.parse(staticData) as IDataObject);
	}

	/** What a node of this name finds there: a new name begins without any (docs/internals/n8n.md section 4). */
	get ownStaticData(): string {
		const data = JSON.parse(this.staticData) as Record<string, unknown>;
		return JSON.stringify(data[`node:${this.node.name}`] ?? {});
	}

	/** In a new database: nothing is known of before. */
	beginAnew(): void {
		Object.assign(this, { staticData: '{}', formerStaticData: '{}', processed: [] });
		Object.assign(this, { isPublished: false, isServed: false, isNewHere: true });
		this.executions.length = 0;
	}

	/** The node behind the trigger gets its items. */
	handle({ id: executionId }: Execution, items: INodeExecutionData[]): void {
		for (const item of items) this.handled.push({ eventId: eventIdOf(item), executionId });
	}

	/** Saves static data as a whole, where it was flagged (docs/internals/n8n.md section 1.3; e2e n8n-rules "saves what webhook wrote"). */
	save({ staticData }: Workflow): void {
		const flags = staticData as { __dataChanged?: boolean };
		if (!flags.__dataChanged) return;
		this.formerStaticData = this.staticData;
		this.staticData = JSON.stringify(staticData);
		flags.__dataChanged = false;
	}
}
