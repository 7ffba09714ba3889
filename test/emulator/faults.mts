import { isObject, type Answer } from './types.mts';

/**
 * What goes wrong with a call that would otherwise have been served.
 * - `{status, ...}`: this answer instead, the call has no effect (a proxy, an outage).
 * - `'reset'`, `'hang'`: connection reset, or no answer ever; no effect.
 * - `'reset-after'`, `'hang-after'`: the same after the call took effect.
 * - `'truncate'`, `'empty'`: served, but half of the body, or none of it, arrives.
 * - `{delayMs}`: served, and the answer held back that long (real time).
 * - `{meanwhile}`: served, and this happens before the answer leaves (in-process tests only).
 */
export type Fault =
	| { status: number; body?: unknown; headers?: Record<string, string>; contentType?: string }
	| 'reset'
	| 'hang'
	| 'reset-after'
	| 'hang-after'
	| 'truncate'
	| 'empty'
	| { delayMs: number }
	| { meanwhile: () => void | Promise<void> };

/** Which calls: those that fit everything that is named; all, when nothing is. */
export interface FaultMatcher {
	/** Method of the engine. */
	rpc?: string;
	/** What the path starts with. */
	path?: string;
	/** The body's `webhook_id`, or that of its `webhook`. */
	webhookId?: string;
	/** The body's `page_token`; '' also means none. */
	pageToken?: string;
}

export interface FaultPlan {
	matcher: FaultMatcher;
	fault: Fault;
	/** How many calls it is still good for; Infinity: until the faults are cleared. */
	times: number;
}

/** What a matcher looks at. */
export interface FaultableCall {
	rpc: string | undefined;
	path: string;
	/** Parsed. */
	body: unknown;
}

/** The fault that the call meets, taken off its plan; plans are served in the order they were made. */
export function takeFault(plans: FaultPlan[], call: FaultableCall): Fault | undefined {
	const plan = plans.find(({ matcher }) => matches(matcher, call));
	if (!plan) return undefined;
	plan.times -= 1;
	if (plan.times <= 0) plans.splice(plans.indexOf(plan), 1);
	return plan.fault;
}

function matches(matcher: FaultMatcher, { rpc, path, body }: FaultableCall): boolean {
	const message = isObject(body) ? body : {};
	const webhook = isObject(message.webhook) ? message.webhook : message;
	const isWanted = <Value,>(wanted: Value | undefined, value: unknown) =>
		wanted === undefined || wanted === value;
	return (
		isWanted(matcher.rpc, rpc) &&
		path.startsWith(matcher.path ?? '') &&
		isWanted(matcher.webhookId, webhook.webhook_id) &&
		isWanted(matcher.pageToken, message.page_token ?? '')
	);
}

/** The call as the fault lets it be seen: an answer, or how the connection ends without one. */
export async function sufferFault(
	fault: Fault | undefined,
	serve: () => Answer,
): Promise<Answer | 'reset' | 'hang'> {
	if (fault === 'reset' || fault === 'hang') return fault;
	if (typeof fault === 'object' && 'status' in fault) return faultAnswer(fault);
	const answer = serve();
	if (fault === 'reset-after') return 'reset';
	if (fault === 'hang-after') return 'hang';
	if (fault === 'empty') return { ...answer, status: 200, body: '' };
	if (fault === 'truncate') {
		return { ...answer, body: answer.body.slice(0, Math.floor(answer.body.length / 2)) };
	}
	if (fault && 'delayMs' in fault) {
		await new Promise((resolve) => setTimeout(resolve, fault.delayMs));
	} else if (fault) {
		await fault.meanwhile();
	}
	return answer;
}

function faultAnswer(fault: Extract<Fault, { status: number }>): Answer {
	const { status, headers, body = '' } = fault;
	const isText = typeof body === 'string';
	const contentType = fault.contentType ?? (isText ? 'text/plain' : 'application/json');
	return { status, headers, contentType, body: isText ? body : JSON.stringify(body) };
}
