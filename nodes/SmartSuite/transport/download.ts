import type { IExecuteFunctions } from 'n8n-workflow';

import { isHtml } from './answer';
import { stopSignal } from './context';
import { SmartSuiteError } from './error';
import type { Failure } from './failure';
import { LONGEST_TRANSFER_MS, RETRY_DELAYS_MS, TRANSFER_TIMEOUT_MS } from './limits';
import { networkCode } from './request';
import { before } from './send';
import { plain, shorten } from './text';
import { waitFor } from './wait';

/** A file at a public address. */
interface PublicFile {
	url: string;
	/** For messages: "file 'offer.pdf'". */
	about: string;
	/** '' where nobody knows it. */
	mimeType: string;
}

/** What a public address gave. */
interface FileAnswer {
	statusCode: number;
	headers: Record<string, unknown>;
	body: Buffer;
}

/**
 * The bytes at a public address. The token is not sent there and the pace of the token not kept: files are
 * at another host, which anybody may ask. Redirects are followed for the same reason.
 * @throws SmartSuiteError where they do not come whole; NodeOperationError when the execution was stopped
 */
export async function download(context: IExecuteFunctions, file: PublicFile): Promise<Buffer> {
	for (let tries = 0; ; tries++) {
		const outcome = await tryOnce(context, file);
		if (Buffer.isBuffer(outcome)) return outcome;
		const wait = outcome.passing ? RETRY_DELAYS_MS[tries] : undefined;
		if (wait === undefined) throw new SmartSuiteError(context.getNode(), outcome);
		await waitFor(wait, stopSignal(context)).catch(() => {});
	}
}

async function tryOnce(context: IExecuteFunctions, file: PublicFile): Promise<Buffer | Failure> {
	try {
		const { statusCode, headers, body } = await ask(context, file.url);
		const text = body.subarray(0, LONGEST_HEAD).toString('utf8');
		if (statusCode >= 300) return failureOfStatus(statusCode, file, text);
		const isPage = /html/i.test(String(headers['content-type'])) && isHtml(text);
		return isPage && !/html/i.test(file.mimeType) ? failureOfPage(file) : body;
	} catch (error) {
		return failureOfConnection(networkCode(context, error), file);
	}
}

/** Enough to know a web page by, and to quote. */
const LONGEST_HEAD = 1_000;

async function ask(context: IExecuteFunctions, url: string): Promise<FileAnswer> {
	const deadline = AbortSignal.timeout(LONGEST_TRANSFER_MS);
	const stop = stopSignal(context);
	const answer = context.helpers.httpRequest({
		url,
		encoding: 'arraybuffer',
		timeout: TRANSFER_TIMEOUT_MS,
		abortSignal: stop ? AbortSignal.any([deadline, stop]) : deadline,
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
	}) as Promise<FileAnswer>;
	return await before(deadline, answer);
}

function failureOfStatus(status: number, { url, about }: PublicFile, text: string): Failure {
	const isThere = status !== 404 && status !== 410;
	const said = isHtml(text) ? '' : shorten(text);
	return {
		kind: isThere ? 'unavailable' : 'missing',
		status,
		message: isThere
			? `${hostIn(url)} did not give ${about} (HTTP ${status})`
			: `${hostIn(url)} has no ${about} any more`,
		description: ['It may have been deleted in SmartSuite.', said].filter(Boolean).join(' '),
		passing: status >= 500 || status === 408 || status === 429,
	};
}

function failureOfPage({ url, about }: PublicFile): Failure {
	return {
		kind: 'unreadable',
		message: `${hostIn(url)} gave a web page in the place of ${about}`,
		description: `Check whether a proxy or sign-in page stands between n8n and ${hostIn(url)}.`,
		passing: false,
	};
}

function failureOfConnection(code: string, { url, about }: PublicFile): Failure {
	const isSlow = code === 'ECONNABORTED' || code === 'ETIMEDOUT';
	return {
		kind: 'unreachable',
		message: isSlow
			? `${hostIn(url)} did not give ${about} in time`
			: `${hostIn(url)}, where ${about} is, cannot be reached (${code})`,
		description: `Check that the machine n8n runs on can reach ${hostIn(url)} (network, proxy, certificates).`,
		passing: true,
	};
}

function hostIn(url: string): string {
	return plain(URL.canParse(url) ? new URL(url).host : url);
}
