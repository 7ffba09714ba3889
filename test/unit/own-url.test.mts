import type { IDataObject, IHttpRequestOptions, IWebhookFunctions } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';

import { MARK_HEADER, pingOwnUrl } from '../../nodes/SmartSuite/transport/index.ts';
import { networkFailure } from './fake-context.mts';

const URL = 'https://n8n.example.com/webhook/changes';
const MARK = 'mark of this node';
const own = { [MARK_HEADER]: MARK };

/** Pings the own URL; gives how that was received, and what was sent without credential. */
async function ping(response: Promise<unknown>, body: IDataObject = { webhookId: 'w1' }) {
	const sent: IHttpRequestOptions[] = [];
	const context = {
		helpers: {
			httpRequest: (options: IHttpRequestOptions) => {
				sent.push(options);
				return response;
			},
		},
	} as unknown as IWebhookFunctions;
	return { received: await pingOwnUrl(context, URL, body, MARK), sent };
}

const answer = (statusCode: number, headers: object = {}, body: unknown = '') =>
	Promise.resolve({ statusCode, headers, body });

/** An error as axios throws it, which n8n's helper without a credential passes on as it is. */
const thrown = (code?: string, message = 'it failed') =>
	Object.assign(new Error(message), code && { code });

describe('a ping to the own URL', () => {
	it('is sent there only, with just its body and without the credential', async () => {
		const body = { webhookId: 'w1', isOwn: true };
		expect((await ping(answer(200, own), body)).sent).toEqual([
			{
				method: 'POST',
				url: URL,
				body,
				timeout: 120_000,
				returnFullResponse: true,
				ignoreHttpStatusErrors: true,
				disableFollowRedirect: true,
			},
		]);
	});

	const astray = 'astray';
	const to = (location: unknown) => ({ location });
	const far = `https://x.example/${'x'.repeat(200)}`;

	it.each([
		{ by: 'the node', status: 200, headers: own, is: 'served', why: 'answered 200' },
		{ by: 'the node, in vain', status: 503, headers: own, is: 'failed', why: 'answered 503' },
		{ by: 'the node, oddly', status: 204, headers: own, is: 'failed', why: 'answered 204' },
		{ by: 'n8n, which failed', status: 500, is: astray, why: 'answered 500' },
		{ by: 'n8n without the workflow', status: 404, is: astray, why: 'answered 404' },
		{ by: 'a firewall', status: 403, is: astray, why: 'answered 403' },
		{
			by: 'n8n while it starts',
			status: 200,
			is: astray,
			why: 'answered 200, but not by this node',
		},
		{
			by: 'another node',
			status: 200,
			headers: { [MARK_HEADER]: 'mark of another node' },
			is: astray,
			why: 'answered 200, but not by this node',
		},
		{
			by: 'a sign-in page',
			status: 302,
			headers: to('https://sign-in.example.com/<b>\n'),
			is: astray,
			why: 'answered 302 (redirect to https://sign-in.example.com/‹b›)',
		},
		{
			by: 'a sign-in page with a long address',
			status: 307,
			headers: to(far),
			is: astray,
			why: `answered 307 (redirect to ${far.slice(0, 100)}...)`,
		},
		{ by: 'an odd redirect', status: 302, headers: to(undefined), is: astray, why: 'answered 302' },
		{ by: 'an odd answer', status: 201, headers: to('/x'), is: astray, why: 'answered 201' },
	])('answered by $by with $status is $is', async ({ status, headers, is, why }) => {
		const { received } = await ping(answer(status, headers, '<html>whatever'));
		expect(received).toEqual({ outcome: is, why });
	});

	it.each([
		['n8n-nodes-smartsuite', 'n8n-nodes-smartsuite.smartSuiteTrigger'],
		['@of/n8n-nodes-others', '@of/n8n-nodes-others.someNode'],
	])('answered by an n8n process without %s names that package', async (lackedPackage, type) => {
		const body = { code: 0, message: `Unrecognized node type: ${type}`, stacktrace: 'Error: ...' };
		const { received } = await ping(answer(400, {}, body));
		expect(received).toEqual({ outcome: astray, why: 'answered 400', lackedPackage });
	});

	const slow = { outcome: 'slow', why: 'did not answer within 120 s' };
	const unreached = (reason: string) => ({ outcome: astray, why: `cannot be reached: ${reason}` });

	it.each([
		{ error: thrown('ECONNABORTED'), is: slow },
		{ error: thrown('ETIMEDOUT'), is: slow },
		{ error: networkFailure('ETIMEDOUT'), is: slow },
		{ error: networkFailure('ECONNABORTED'), is: slow },
		{ error: thrown('ECONNREFUSED'), is: unreached('ECONNREFUSED') },
		{ error: networkFailure('ENOTFOUND'), is: unreached('ENOTFOUND') },
		{ error: thrown(undefined, 'socket\nhang up'), is: unreached('socket hang up') },
		{ error: thrown(undefined, ''), is: unreached('no connection') },
	])('that is not answered harms nothing: $error', async ({ error, is }) => {
		expect((await ping(Promise.reject(error))).received).toEqual(is);
	});
});
