/** An HTTP answer as n8n's helper gives it with `returnFullResponse`. */
export interface Answer {
	statusCode: number;
	headers: Record<string, unknown>;
	/** Parsed JSON, or the text where it is none. */
	body: unknown;
}

/** Parsed JSON, other than a bare text or number. */
export function isJson(body: unknown): body is object {
	return typeof body === 'object' && body !== null;
}

/** Twirp: `msg`; REST: `detail`, text, or one entry a field (docs/internals/smartsuite.md section 2). */
export function serverText(body: unknown): string {
	if (typeof body === 'string') return isHtml(body) ? '' : body;
	const named = ['msg', 'message', 'detail', 'error']
		.map((key) => property(body, key))
		.find((value) => typeof value === 'string');
	if (typeof named === 'string') return named;
	if (!isJson(body)) return '';
	return Object.entries(body)
		.map(([field, said]) => `${field}: ${typeof said === 'string' ? said : JSON.stringify(said)}`)
		.join('; ');
}

/**
 * The positions of what a batch was refused for: entries with complaints in a list of one entry an item, bare or
 * as `items` (docs/internals/smartsuite.md section 4.4). Empty where the answer does not tell.
 */
export function refusedPositions(body: unknown): number[] {
	const entries = Array.isArray(body) ? body : property(body, 'items');
	if (!Array.isArray(entries)) return [];
	return entries.flatMap((entry: unknown, position) =>
		isJson(entry) && Object.keys(entry).length > 0 ? [position] : [],
	);
}

export function property(body: unknown, key: string): unknown {
	return isJson(body) ? (body as Record<string, unknown>)[key] : undefined;
}

/** A page for people: from a proxy, a gateway or a sign-in. */
export function isHtml(body: unknown): boolean {
	return typeof body === 'string' && /^\s*<(!doctype|html|head|body|\?xml)/i.test(body);
}

/** `Retry-After` in seconds or as a date (RFC 9110 section 10.2.3); 0 when absent. */
export function retryAfterMs(headers: Record<string, unknown>): number {
	const value = String(headers['retry-after'] ?? '');
	const ms = /^\d+$/.test(value) ? Number(value) * 1_000 : Date.parse(value) - Date.now();
	return Number.isFinite(ms) ? Math.max(0, ms) : 0;
}
