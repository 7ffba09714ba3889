import { setTimeout as sleep } from 'node:timers/promises';
import axios, { isAxiosError } from 'axios';
import { REQUEST_TIMEOUT_MS } from '../../nodes/SmartSuite/transport/limits.ts';
import { Pacer } from '../../nodes/SmartSuite/transport/pacer.ts';
import type { Findings } from './findings.mts';
import { MOST_CALLS } from './limits.mts';

/** Whose SmartSuite, and where; the token is kept in memory only. */
export interface Account {
	token: string;
	accountId: string;
	/** Hosts without a trailing slash. */
	apiUrl: string;
	webhooksUrl: string;
	requestsPerSecond: number;
}

export interface Call {
	host: 'api' | 'webhooks';
	method: string;
	/** Below the host, with its query. */
	path: string;
	body?: unknown;
	/** For the report, without ids: "ListEvents". */
	name: string;
	headers?: Record<string, string>;
	/** Cleaning up goes on after an interruption, and whatever number of calls there were. */
	isCleanUp?: boolean;
	/** Leaves at once, and may be refused with 429. */
	isUnpaced?: boolean;
}

/** An answer as it came: whatever the status, the body parsed only where it is JSON. */
export interface Answer {
	status: number;
	headers: Record<string, unknown>;
	body: unknown;
}

export const isOk = ({ status }: Answer) => status >= 200 && status < 300;

/** All calls of this part that are allowed have been made, but for those that clean up. */
class NoCallsLeft extends Error {
	override message = `No more than ${MOST_CALLS} calls are made`;
}

export interface Client {
	send(call: Call): Promise<Answer>;
	/** Calls so far. */
	readonly calls: number;
	/** Calls that the checks of this part may still make. */
	readonly left: number;
	/** Begins the next part, which may make as many calls as the one before. */
	beginPart(): void;
	/** Whether a call at our own pace met a 429. */
	readonly wasRefused: boolean;
}

export interface ClientOptions {
	findings: Findings;
	/** Ends all calls but those that clean up. */
	signal: () => AbortSignal;
	/** Calls that have to be left for cleaning up. */
	reserved: () => number;
	/** How long to leave SmartSuite alone after a 429. */
	penaltyMs: number;
}

/** Sends calls in the package's own pace, counts them, and notes the shapes of the answers. */
export function createClient(account: Account, options: ClientOptions): Client {
	return new PacedClient(account, options);
}

class PacedClient implements Client {
	calls = 0;
	wasRefused = false;
	private allowed = MOST_CALLS;
	private readonly pacer: Pacer;

	constructor(
		private readonly account: Account,
		private readonly options: ClientOptions,
	) {
		this.pacer = new Pacer(account.requestsPerSecond);
	}

	get left(): number {
		return this.allowed - this.calls - this.options.reserved();
	}

	beginPart(): void {
		this.allowed = this.calls + MOST_CALLS;
	}

	async send(call: Call): Promise<Answer> {
		const signal = call.isCleanUp ? undefined : this.options.signal();
		if (call.isUnpaced) return await this.sendNow(call, signal);
		const answer = await this.takeTurn(call, signal);
		if (answer.status !== 429) return answer;
		// Somebody else uses the token, too.
		const trouble = `${call.name} met a 429 at our own pace; it was tried again`;
		this.options.findings.troubles.push(trouble);
		this.wasRefused = true;
		this.pacer.pause(this.options.penaltyMs);
		return await this.takeTurn(call, signal);
	}

	private async takeTurn(call: Call, signal?: AbortSignal): Promise<Answer> {
		const settle = await this.pacer.turn(signal);
		return await this.sendNow(call, signal).finally(settle);
	}

	private async sendNow(call: Call, signal?: AbortSignal): Promise<Answer> {
		signal?.throwIfAborted();
		if (!call.isCleanUp && this.left <= 0) throw new NoCallsLeft();
		this.calls++;
		const answer = await transmit(this.account, call, signal);
		const name = answer.status === 200 ? call.name : `${call.name}: ${answer.status}`;
		this.options.findings.noteShape(name, answer.body);
		return answer;
	}
}

/** One request; what goes wrong is told without the address and the answer. */
async function transmit(account: Account, call: Call, signal?: AbortSignal): Promise<Answer> {
	const { status, headers, data } = await axios
		.request<string>({
			method: call.method,
			url: (call.host === 'api' ? account.apiUrl : account.webhooksUrl) + call.path,
			data: call.body === undefined ? undefined : JSON.stringify(call.body),
			headers: {
				Accept: 'application/json',
				Authorization: `Token ${account.token}`,
				'ACCOUNT-ID': account.accountId,
				'Content-Type': 'application/json',
				...call.headers,
			},
			timeout: REQUEST_TIMEOUT_MS,
			maxRedirects: 0,
			responseType: 'text',
			transformResponse: (text: string) => text,
			validateStatus: () => true,
			...(signal && { signal }),
		})
		.catch((error: unknown) => {
			signal?.throwIfAborted();
			const code = isAxiosError(error) ? error.code : undefined;
			throw new Error(`${call.name} got no answer (${code ?? 'no connection'})`);
		});
	return { status, headers: { ...headers }, body: parsed(data) };
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return text;
	}
}

/** Waits, unless interrupted. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
	if (ms > 0) await sleep(ms, undefined, { signal });
	signal.throwIfAborted();
}
