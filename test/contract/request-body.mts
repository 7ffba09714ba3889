import { parse } from 'node:querystring';

/** What n8n gives a node of a request. */
export interface ReadRequest {
	body: unknown;
	rawBody?: Buffer;
	readRawBody: () => Promise<void>;
}

/**
 * As n8n reads the body for a node that is not of version 1 (body-parser.js, and webhook-helpers.js,
 * isParsableContentType): others than these it leaves to the node.
 * @returns undefined for JSON that is none, which n8n answers with 422
 */
export function bodyAsN8nReads(contentType = '', text: string): ReadRequest | undefined {
	const [type] = contentType.split(';');
	const request: ReadRequest = {
		body: undefined,
		readRawBody: () => {
			request.rawBody = Buffer.from(text);
			return Promise.resolve();
		},
	};
	try {
		if (type === 'application/json') request.body = text ? (JSON.parse(text) as unknown) : {};
		else if (type === 'text/plain') request.body = text;
		else if (type === 'application/x-www-form-urlencoded') request.body = { ...parse(text) };
		return request;
	} catch {
		return undefined;
	}
}
