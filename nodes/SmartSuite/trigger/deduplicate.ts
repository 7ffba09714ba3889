import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

/** How many event ids n8n remembers for the node; the oldest go first. */
const MOST_ENTRIES = 5_000;

/**
 * The items whose events no earlier execution of this node has had. Cursors may overlap (two
 * processes, static data rolled back or wiped, a crash after the execution was stored), and only here,
 * inside the execution, does n8n have de-duplication that lasts (n8n-internals.md sections 0 and 5).
 * When it fails, everything passes: twice beats never.
 */
export async function withoutProcessed(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const items = context.getInputData();
	// Tests in the editor and retries by hand mean just these items.
	if (context.getMode() !== 'webhook') return items;
	const started = `execution ${context.getExecutionId()}`;
	const recorded = context.helpers.checkProcessedAndRecord(
		[started, ...items.map(eventId)],
		'node',
		{ mode: 'entries', maxEntries: MOST_ENTRIES },
	);
	return await recorded.then(
		({ new: fresh, processed }) => {
			// A queue that lost its worker runs the same execution again: its own events are not old.
			if (processed.includes(started)) return items;
			const freshIds = new Set(fresh);
			return items.filter((item) => eventId(item) === '' || freshIds.has(eventId(item)));
		},
		({ message }: Error) => {
			context.logger.warn(`SmartSuite Trigger cannot look for repeated events: ${message}`, {
				workflowId: context.getWorkflow().id,
			});
			return items;
		},
	);
}

/** Simplified or as the API gave it, in either spelling. */
function eventId({ json }: INodeExecutionData): string {
	const id = json.event_id ?? json.eventId;
	return typeof id === 'string' ? id : '';
}
