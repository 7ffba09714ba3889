import type {
	IDataObject,
	IHookFunctions,
	ITriggerFunctions,
	IWebhookFunctions,
} from 'n8n-workflow';

import type { Answer } from './answer';
import { OWN_PING_TIMEOUT_MS } from './limits';
import { shorten } from './text';

/** Header of an answer by which the trigger node knows it for its own. */
export const MARK_HEADER = 'x-smartsuite-trigger';

/** How a ping to the own URL was received. */
export interface OwnPing {
	/**
	 * `served` by the node, or in vain (`failed`) · `slow` the node may still be at it · `astray` it came to
	 * somebody else or to nobody
	 */
	outcome: 'served' | 'failed' | 'slow' | 'astray';
	/** What is known of it: "answered 403". */
	why: string;
	/** The package that the n8n process which answered would need for this workflow. */
	lackedPackage?: string;
}

/** What n8n says, with status 400, of a workflow with a node of a package that this process has not got. */
const UNKNOWN_NODE = /Unrecognized node type: ([\w@/.-]+)\.\w+/;

const LONGEST_ADDRESS = 100;

/**
 * Posts to the trigger's own URL. Proxies and sign-in pages answer there, too, and n8n itself while it starts,
 * with 200 (n8n's abstract-server.js, setupHealthCheck): only an answer that bears the mark is the node's own.
 * @param mark what the node puts into `MARK_HEADER`
 */
export async function pingOwnUrl(
	context: IWebhookFunctions | ITriggerFunctions | IHookFunctions,
	url: string,
	body: IDataObject,
	mark: string,
): Promise<OwnPing> {
	const sent = context.helpers.httpRequest({
		method: 'POST',
		url,
		body,
		timeout: OWN_PING_TIMEOUT_MS,
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		// A redirect would carry the body to another host.
		disableFollowRedirect: true,
	}) as Promise<Answer>;
	return await sent.then((answer) => readAnswer(answer, mark), readFailure);
}

function readAnswer({ statusCode, headers, body }: Answer, mark: string): OwnPing {
	const why = `answered ${statusCode}`;
	if (headers[MARK_HEADER] === mark) {
		return { outcome: statusCode === 200 ? 'served' : 'failed', why };
	}
	if (statusCode === 200) return { outcome: 'astray', why: `${why}, but not by this node` };
	const [, lackedPackage] = UNKNOWN_NODE.exec(JSON.stringify(body) ?? '') ?? [];
	if (lackedPackage !== undefined) return { outcome: 'astray', why, lackedPackage };
	const { location } = headers;
	const isRedirect = statusCode >= 300 && statusCode < 400 && typeof location === 'string';
	const target = isRedirect ? ` (redirect to ${shorten(location, LONGEST_ADDRESS)})` : '';
	return { outcome: 'astray', why: `${why}${target}` };
}

/** The code of a network failure; n8n wraps axios's error as `cause` (docs/internals/n8n.md section 7). */
function readFailure(error: unknown): OwnPing {
	const { cause, code, message } = error as { cause?: unknown; code?: unknown; message?: unknown };
	const known = [(cause as { code?: unknown } | undefined)?.code, code, message, 'no connection'];
	const reason = shorten(String(known.find((one) => typeof one === 'string' && one !== '')));
	const isSlow = reason === 'ETIMEDOUT' || reason === 'ECONNABORTED';
	if (isSlow)
		return { outcome: 'slow', why: `did not answer within ${OWN_PING_TIMEOUT_MS / 1_000} s` };
	return { outcome: 'astray', why: `cannot be reached: ${reason}` };
}
