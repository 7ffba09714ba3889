/** What a ping says that matters: which webhook has something new. */
export interface Ping {
	webhookId: string;
}

/**
 * Reads a ping: `{ webhookId, locator }` (Webhooks Overview, "Example Webhook Payload"). More
 * properties are announced and ignored.
 * @returns undefined for anything that names no webhook
 */
export function parsePing(body: unknown): Ping | undefined {
	if (typeof body !== 'object' || body === null) return undefined;
	const { webhookId, webhook_id } = body as Record<string, unknown>;
	const id = webhookId ?? webhook_id;
	return typeof id === 'string' && id !== '' ? { webhookId: id } : undefined;
}
