import type { IWebhookFunctions } from 'n8n-workflow';

import { asText } from '../api';

/** What a ping says that matters. */
export interface Ping {
	/** Which webhook has something new; '' where the ping does not say, or cannot be read. */
	webhookId: string;
	/** The trigger's own. Whoever else sends one has the trigger look, as often as with any ping. */
	isOwn?: true;
	/** Of our own: which look it is for a ping that found nothing. */
	looks?: number;
	/** Of our own: it came before, and nobody knew whose it is. */
	isAgain?: true;
	/** Of our own: n8n is to save where the trigger stands. */
	keepsPlace?: true;
	/** Of our own, to the test URL: stored events will do. */
	wantsStored?: true;
}

/** Longer than any id: what is not ours is remembered for a minute, a thousand ids at a time. */
const LONGEST_ID = 100;
/** Longer than any ping, in characters. */
const LONGEST_BODY = 100_000;

/**
 * Reads a ping: `{ webhookId, locator }` (Webhooks Overview, "Example Webhook Payload"). More properties are
 * announced and ignored. Whatever the Content-Type says: n8n leaves some bodies unread.
 */
export async function readPing(context: IWebhookFunctions): Promise<Ping> {
	const parsed = parsePing(context.getBodyData());
	if (parsed) return parsed;
	const request = context.getRequestObject();
	await request.readRawBody?.().catch(() => {});
	const text = request.rawBody?.subarray(0, LONGEST_BODY).toString('utf8') ?? '';
	return parsePing(text) ?? { webhookId: '' };
}

/**
 * @param body an object, its JSON as a text, or a form: of fields, or of that JSON
 * @returns undefined for anything that names no webhook
 */
export function parsePing(body: unknown): Ping | undefined {
	if (typeof body === 'string') {
		const json = parsedJson(body);
		return parsePing(json instanceof Object ? json : Object.fromEntries(new URLSearchParams(body)));
	}
	if (typeof body !== 'object' || body === null) return undefined;
	// A CloudEvent has the ping in its `data`.
	const { data } = body as { data?: unknown };
	const [first = ''] = Object.keys(body);
	return (
		namedIn(body) ??
		namedIn(data) ??
		namedIn(parsedJson(data)) ??
		namedIn(parsedJson(formText(first, body)))
	);
}

/** The ping in an object that names a webhook, or is our own. */
function namedIn(object: unknown): Ping | undefined {
	if (typeof object !== 'object' || object === null) return undefined;
	const { webhookId, webhook_id, isOwn, looks, isAgain, keepsPlace, wantsStored } =
		object as Record<string, unknown>;
	const id = webhookId ?? webhook_id;
	if (typeof id !== 'string' || id.length > LONGEST_ID) return undefined;
	if (id === '' && isOwn !== true) return undefined;
	return {
		webhookId: id,
		...(isOwn === true && { isOwn }),
		...(isOwn === true && typeof looks === 'number' && { looks }),
		...(isAgain === true && { isAgain }),
		...(keepsPlace === true && { keepsPlace }),
		...(wantsStored === true && { wantsStored }),
	};
}

/** JSON that was sent as a form is cut at each `=`. */
function formText(first: string, body: object): string {
	const rest = (body as Record<string, unknown>)[first];
	return rest === '' || rest === undefined ? first : `${first}=${asText(rest)}`;
}

function parsedJson(text: unknown): unknown {
	try {
		return typeof text === 'string' ? JSON.parse(text) : undefined;
	} catch {
		return undefined;
	}
}
