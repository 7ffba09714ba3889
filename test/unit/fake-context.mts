import type {
	IAdditionalCredentialOptions,
	IDataObject,
	IExecuteFunctions,
	IHttpRequestOptions,
	INode,
} from 'n8n-workflow';

import type { Answer } from '../../nodes/SmartSuite/transport/answer.ts';

/** What SmartSuite does with a request: an answer, or an `Error` where none comes. */
export type Reaction = Answer | Error | Promise<Answer>;
export type React = (options: IHttpRequestOptions, nth: number) => Reaction;

export interface FakeContext {
	context: IExecuteFunctions;
	/** What was sent, with which token, and the time in ms since the context was made. */
	sent: Array<IHttpRequestOptions & { at: number; token: unknown }>;
	/** How often the credential was decrypted. */
	readings: () => number;
	/** The lines that n8n's log got. */
	logged: string[];
	token: string;
}

export interface Situation {
	/** n8n's execution mode; `manual` is the editor. */
	mode?: string;
	/** What differs from a complete credential. */
	credential?: IDataObject;
	/** Whether no workflow runs: the trigger serves a ping. */
	isServing?: boolean;
	/** The signal that a stopped execution raises. */
	signal?: AbortSignal;
	parameters?: IDataObject;
}

/** What a credential says, but for the token. */
const COMPLETE = {
	accountId: 'sv25cxf2',
	apiUrl: 'https://app.example.com',
	webhooksUrl: 'https://webhooks.example.com',
	requestsPerSecond: 1_000,
};

let contexts = 0;

/** As much of n8n as a request to SmartSuite needs, with a token and a credential of its own. */
export function fakeContext(react: React, situation: Situation = {}): FakeContext {
	const nth = ++contexts;
	const token = `secret-token-${nth}-of-this-test`;
	const startedAt = Date.now();
	const sent: FakeContext['sent'] = [];
	const logged: string[] = [];
	let readings = 0;
	const context = {
		getWorkflow: () => ({ id: 'workflow 1' }),
		logger: { warn: (line: string) => logged.push(line) },
		getNode: () => nodeWith(String(nth)),
		getMode: () => situation.mode ?? 'manual',
		getCredentials: async () => {
			readings++;
			return await Promise.resolve({ apiToken: token, ...COMPLETE, ...situation.credential });
		},
		...(!situation.isServing && { getExecutionCancelSignal: () => situation.signal }),
		getInstanceBaseUrl: () => 'https://n8n.example.com/',
		getCurrentNodeParameter: (name: string) => situation.parameters?.[name],
		helpers: {
			httpRequestWithAuthentication: async (
				type: string,
				options: IHttpRequestOptions,
				{ credentialsDecrypted }: IAdditionalCredentialOptions,
			) => {
				if (type !== 'smartSuiteApi') throw new Error(`There is no credential ${type}`);
				const token = credentialsDecrypted?.data?.apiToken;
				sent.push({ ...options, token, at: Date.now() - startedAt });
				const reaction = await react(options, sent.length - 1);
				if (reaction instanceof Error) throw reaction;
				return reaction;
			},
		},
	};
	const asExecuted = context as unknown as IExecuteFunctions;
	return { context: asExecuted, sent, readings: () => readings, logged, token };
}

export const ok = (body: unknown): Answer => ({ statusCode: 200, headers: {}, body });

export const status = (statusCode: number, body: unknown = '', headers = {}): Answer => ({
	statusCode,
	headers,
	body,
});

/** A network failure as n8n's helper throws it: axios's own one is the `cause`. */
export function networkFailure(code: string): Error {
	return new Error('The connection failed', { cause: Object.assign(new Error(code), { code }) });
}

/** Answers one after the other; the last one from then on. */
export function inTurn(...reactions: Reaction[]): React {
	return (_, nth) => reactions[Math.min(nth, reactions.length - 1)] ?? ok({});
}

/** Reactions by the last part of the path, each called with the request's body. */
export function byMethod(methods: Record<string, (body: IDataObject) => Reaction>): React {
	return ({ url, body }) => {
		const method = url.split('/').filter(Boolean).at(-1) ?? '';
		const react = methods[method];
		return react ? react(body as IDataObject) : status(404, { code: 'bad_route', msg: url });
	};
}

/** What was sent, as `Method {body}`. */
export function callsOf({ sent }: FakeContext): Array<[method: string, body: unknown]> {
	return sent.map(({ url, body }) => [url.split('/').filter(Boolean).at(-1) ?? '', body]);
}

/** What was sent to the REST API. */
export const requestsOf = ({ sent }: FakeContext) =>
	sent.map(({ method, url, qs, body }) => ({ method, url, qs, body }));

export function nodeWith(credentialId: string): INode {
	return {
		id: 'node-1',
		name: 'SmartSuite',
		type: 'n8n-nodes-smartsuite.smartSuite',
		typeVersion: 1,
		position: [0, 0],
		parameters: {},
		credentials: { smartSuiteApi: { id: credentialId, name: 'SmartSuite account' } },
	};
}
