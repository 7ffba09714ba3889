import { sleep } from 'n8n-workflow';
import { answerCall } from '../emulator/api.mts';
import type { Life } from './life.mts';
import type { Ending, Sent } from '../virtual/wire.mts';

export const SMARTSUITE_URL = 'http://smartsuite.test';
/** Where webhooks of other people point. */
export const ELSEWHERE = 'http://elsewhere.test';

/** Something wrong with calls of one kind, for a while or for so many of them. */
export interface Trouble {
	where: 'SmartSuite' | 'own URL' | 'pings';
	/** Undefined: every call. */
	rpc?: string;
	/** In ms of the life. */
	until: number;
	left: number;
	/** `-after`: what was asked is done, but its answer gets lost. */
	does: Ending | 'reset-after' | 'hang-after' | 'cut' | { slowMs: number };
}

/** What lies between n8n and SmartSuite, and what it does to requests. */
export class Network {
	readonly troubles: Trouble[] = [];

	constructor(private readonly life: Life) {}

	/** Carries a request there, and its answer back. */
	async carry(sent: Sent): Promise<Ending> {
		const isToN8n = sent.url.origin !== SMARTSUITE_URL;
		const where = !isToN8n ? 'SmartSuite' : sent.from === 'n8n' ? 'own URL' : 'pings';
		await sleep(this.life.n8n.takes(isToN8n ? 20 : 200));
		const rpc = sent.url.pathname.split('/').at(-1) ?? '';
		const serve = isToN8n ? () => this.toN8n(sent) : () => this.toSmartSuite(sent);
		const ending = await suffer(this.troubleFor(where, rpc), serve);
		const status = typeof ending === 'string' ? ending : ending.status;
		this.life.note(`${isToN8n ? where : rpc} ${sent.body.slice(0, 200)} → ${status}`);
		if (rpc === 'ListEvents') this.life.expectations.noteReading(sent.body, status === 200);
		return ending;
	}

	private troubleFor(where: Trouble['where'], rpc: string): Trouble['does'] | undefined {
		const found = this.troubles.find(
			(one) =>
				one.where === where &&
				one.left > 0 &&
				one.until > performance.now() &&
				(one.rpc === undefined || one.rpc === rpc),
		);
		if (found) found.left--;
		return found?.does;
	}

	private async toSmartSuite({ url, method, headers, body }: Sent): Promise<Ending> {
		const { pathname: path, searchParams: query } = url;
		return await answerCall(this.life.smartSuite, { method, path, query, headers, body });
	}

	private async toN8n({ url, headers, body, gone }: Sent): Promise<Ending> {
		if (url.origin === ELSEWHERE) return { status: 200, body: '' };
		if (url.origin !== this.life.n8n.baseUrl) return 'reset';
		const answering = this.life.n8n.receive(url.pathname, headers['content-type'], body);
		void gone.then(() => answering.hangUp());
		await answering.over;
		if (answering.destroyed) return 'reset';
		return { status: answering.statusCode, headers: answering.headers, body: answering.body };
	}
}

async function suffer(
	trouble: Trouble['does'] | undefined,
	serve: () => Promise<Ending>,
): Promise<Ending> {
	if (trouble === undefined) return await serve();
	if (trouble === 'reset' || trouble === 'hang') return trouble;
	if (typeof trouble === 'object' && 'status' in trouble) return trouble;
	if (typeof trouble === 'object') await sleep(trouble.slowMs);
	const ending = await serve();
	if (trouble === 'reset-after') return 'reset';
	if (trouble === 'hang-after') return 'hang';
	if (trouble !== 'cut' || typeof ending === 'string') return ending;
	return { ...ending, body: ending.body.slice(0, ending.body.length / 2) };
}
