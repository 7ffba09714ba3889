import { createRequire } from 'node:module';
import axios, { AxiosError, CanceledError, type InternalAxiosRequestConfig } from 'axios';

/** One request on its way. */
export interface Sent {
	from: 'n8n' | 'SmartSuite';
	url: URL;
	method: string;
	headers: Record<string, string>;
	body: string;
	/** Settles when the sender gives up or hangs up. */
	gone: Promise<void>;
}

/** How it ends: with an answer, a broken connection, or never. */
export type Ending =
	| { status: number; headers?: Record<string, string>; body: string }
	| 'reset'
	| 'hang';

/** Whoever answers. Takes its own time. */
export type Receiver = (sent: Sent) => Promise<Ending>;

/** The copy that n8n-core sends with; the emulator's pings go out by the other one. */
const axiosOfN8n = createRequire(import.meta.url)('axios') as typeof axios;

/** Puts the receiver in the place of the network, for all that n8n and the emulator send. */
export function connect(receive: Receiver): void {
	axiosOfN8n.defaults.adapter = async (config) => await exchange(config, 'n8n', receive);
	axios.defaults.adapter = async (config) => await exchange(config, 'SmartSuite', receive);
}

async function exchange(config: InternalAxiosRequestConfig, from: Sent['from'], receive: Receiver) {
	let letGo = () => {};
	const gone = new Promise<void>((resolve) => (letGo = resolve));
	const sent: Sent = {
		from,
		url: new URL(axios.getUri(config)),
		method: (config.method ?? 'get').toUpperCase(),
		headers: headersOf(config),
		body: typeof config.data === 'string' ? config.data : '',
		gone,
	};
	return await new Promise<never>((resolve, reject) => {
		const over = () => {
			clearTimeout(timer);
			config.signal?.removeEventListener?.('abort', stop);
			letGo();
		};
		const fail = (error: Error) => {
			over();
			reject(error);
		};
		const stop = () => fail(new CanceledError());
		const timer = setTimeout(
			() => fail(new AxiosError(`timeout of ${config.timeout}ms exceeded`, 'ECONNABORTED', config)),
			config.timeout || 300_000,
		);
		if (config.signal?.aborted) return stop();
		config.signal?.addEventListener?.('abort', stop, { once: true });
		void receive(sent).then((ending) => {
			if (ending === 'hang') return;
			if (ending === 'reset') return fail(new AxiosError('socket hang up', 'ECONNRESET', config));
			over();
			const { status, headers = {}, body } = ending;
			const response = { status, statusText: '', headers, config, data: body, request: {} };
			if (config.validateStatus?.(status) ?? true) return resolve(response as never);
			reject(new AxiosError(`status ${status}`, 'ERR_BAD_REQUEST', config, {}, response));
		});
	});
}

function headersOf({ headers }: InternalAxiosRequestConfig): Record<string, string> {
	const named = Object.entries(headers.toJSON() as Record<string, unknown>).filter(
		([, value]) => value !== false,
	);
	return Object.fromEntries(named.map(([name, value]) => [name.toLowerCase(), String(value)]));
}
