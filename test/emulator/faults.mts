import type { Answer } from './types.mts';

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

/** Which calls: of this RPC method, and with a path that starts so; all, when neither is named. */
export interface FaultMatcher {
	rpc?: string;
	path?: string;
}

export interface FaultPlan {
	matcher: FaultMatcher;
	fault: Fault;
	/** How many calls it is still good for. */
	times: number;
}

/** The fault that the call meets, taken off its plan; plans are served in the order they were made. */
export function takeFault(plans: FaultPlan[], rpc: string | undefined, path: string) {
	const plan = plans.find(({ matcher }) => {
		if (matcher.rpc !== undefined && matcher.rpc !== rpc) return false;
		return matcher.path === undefined || path.startsWith(matcher.path);
	});
	if (!plan) return undefined;
	plan.times -= 1;
	if (plan.times <= 0) plans.splice(plans.indexOf(plan), 1);
	return plan.fault;
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
