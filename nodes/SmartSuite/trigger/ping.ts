/** What a ping says that matters: which webhook has something new. */
export interface Ping {
	webhookId: string;
	/** Only in our own, to the test URL: stored events will do. */
	wantsStored?: true;
}

/** Longer than any id: what is not ours is remembered for a minute, a thousand ids at a time. */
const LONGEST_ID = 100;

/**
 * Reads a ping: `{ webhookId, locator }` (Webhooks Overview, "Example Webhook Payload"). More
 * properties are announced and ignored.
 * @returns undefined for anything that names no webhook
 */
export function parsePing(body: unknown): Ping | undefined {
	if (typeof body !== 'object' || body === null) return undefined;
	const { webhookId, webhook_id, wantsStored } = body as Record<string, unknown>;
	const id = webhookId ?? webhook_id;
	if (typeof id !== 'string' || id === '' || id.length > LONGEST_ID) return undefined;
	return { webhookId: id, ...(wantsStored === true && { wantsStored }) };
}
