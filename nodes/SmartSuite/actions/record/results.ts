import { NodeApiError, NodeOperationError } from 'n8n-workflow';
import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import type { Outcomes } from '../operation';

type ExplainedError = NodeApiError | NodeOperationError;
type OwnOutcome = { items: INodeExecutionData[] } | { error: ExplainedError };

/** What became of each input item of a run that takes them all at once. */
export class Results {
	private readonly outcomes = new Map<number, OwnOutcome>();

	constructor(private readonly context: IExecuteFunctions) {}

	/** What the step gives for the item; one that throws is the item's failure. */
	async attempt<Value>(
		itemIndex: number,
		step: () => Value | Promise<Value>,
	): Promise<Value | undefined> {
		try {
			return await step();
		} catch (error) {
			this.fail(itemIndex, error as Error);
			return undefined;
		}
	}

	/** Adds an item to what the input item gives. */
	give(itemIndex: number, json: IDataObject): void {
		const before = this.outcomes.get(itemIndex);
		const items = before && 'items' in before ? before.items : [];
		this.outcomes.set(itemIndex, { items: [...items, { json }] });
	}

	fail(itemIndex: number, error: Error): void {
		this.outcomes.set(itemIndex, { error: ownError(this.context, error) });
	}

	has(itemIndex: number): boolean {
		return this.outcomes.has(itemIndex);
	}

	/** How many items have something to give. */
	get given(): number {
		return [...this.outcomes.values()].filter((outcome) => 'items' in outcome).length;
	}

	get hasFailures(): boolean {
		return [...this.outcomes.values()].some((outcome) => 'error' in outcome);
	}

	/**
	 * Ends the run where an item failed and the node is not to go on.
	 * @param remark what the owner has to know beside the failure
	 * @throws the failure of the first such item, with its index
	 */
	stopOnFailure(remark = ''): void {
		if (this.context.continueOnFail()) return;
		const failed = [...this.outcomes].flatMap(([itemIndex, outcome]) =>
			'error' in outcome ? [{ itemIndex, error: outcome.error }] : [],
		);
		const [first, ...more] = failed.sort((one, other) => one.itemIndex - other.itemIndex);
		if (!first) return;
		const { error } = first;
		error.context.itemIndex = first.itemIndex;
		const others = more.length > 0 ? `${more.length + 1} items failed; this is the first.` : '';
		error.description = sentences(error.description, remark, others);
		throw error;
	}

	all(): Outcomes {
		return this.outcomes;
	}
}

/** One after the other; what SmartSuite says rarely ends in a full stop. */
function sentences(...parts: Array<string | null | undefined>): string {
	const whole = parts.map((part) => part?.trim() ?? '').filter(Boolean);
	return whole.map((part) => (/[.!?:]$/.test(part) ? part : `${part}.`)).join(' ');
}

/** Each item gets an error of its own: one that several share could name one of them only. */
function ownError(context: IExecuteFunctions, error: Error): ExplainedError {
	if (error instanceof NodeApiError) {
		const own = new NodeApiError(context.getNode(), {}, { message: error.message });
		return Object.assign(own, {
			message: error.message,
			description: error.description,
			httpCode: error.httpCode,
		});
	}
	if (error instanceof NodeOperationError) {
		const { message, description } = error;
		const own = new NodeOperationError(context.getNode(), message, {
			description: description ?? undefined,
		});
		return Object.assign(own, { message });
	}
	return new NodeOperationError(context.getNode(), error);
}
