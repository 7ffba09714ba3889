import { NodeApiError } from 'n8n-workflow';
import type { INode } from 'n8n-workflow';

import type { Failure, FailureKind } from './failure';

/** A call to SmartSuite that did not work. Carries nothing of the request: no header, no token. */
export class SmartSuiteError extends NodeApiError {
	readonly kind: FailureKind;
	/** Positions of the items of a batch that are to blame; empty where that is not known. */
	readonly refusedAt: readonly number[];

	constructor(node: INode, failure: Failure) {
		super(node, {}, { message: failure.message, description: failure.description });
		this.kind = failure.kind;
		this.refusedAt = failure.refusedAt ?? [];
		this.httpCode = failure.status?.toString() ?? null;
		// The editor shows errors by this name, and n8n replaces any message that happens to contain
		// a code such as EPERM (n8n-workflow, node.error.js, setDescriptiveErrorMessage).
		this.name = 'NodeApiError';
		this.message = failure.message;
	}
}

/** Whether the error is a call to SmartSuite that failed for one of these reasons. */
export function failedAs(error: unknown, ...kinds: FailureKind[]): boolean {
	return error instanceof SmartSuiteError && kinds.includes(error.kind);
}

/** What the attempt gives or, when it fails for one of these reasons, what `instead` gives. */
export async function recover<Result>(
	attempt: Promise<Result>,
	kinds: FailureKind[],
	instead: (failure: SmartSuiteError) => Promise<Result>,
): Promise<Result> {
	return await attempt.catch(async (error: unknown) => {
		if (error instanceof SmartSuiteError && kinds.includes(error.kind)) return await instead(error);
		throw error;
	});
}
