import { NodeOperationError } from 'n8n-workflow';
import { describe, expect, it, vi } from 'vitest';

import { request } from '../../nodes/SmartSuite/transport/index.ts';
import { fakeContext, inTurn, ok, status } from './fake-context.mts';
import type { FakeContext, React } from './fake-context.mts';
import { fakeTime } from './fake-time.mts';
import { list as repeatable } from './request-setup.mts';

const list = { ...repeatable, repeatable: false };

fakeTime();

/** Makes a call every 20 seconds; gives how often the credential was read until each was done. */
async function readingsWhile(fake: FakeContext, calls: number): Promise<number[]> {
	const readings: number[] = [];
	for (let call = 0; call < calls; call++) {
		await request(fake.context, list).catch(() => {});
		readings.push(fake.readings());
		await vi.advanceTimersByTimeAsync(20_000);
	}
	return readings;
}

describe('the credential', () => {
	it.each([
		{ mode: 'webhook', isServing: true, readings: [1, 1, 1, 2, 2] },
		{ mode: 'trigger', isServing: true, readings: [1, 1, 1, 2, 2] },
		{ mode: 'manual', isServing: true, readings: [1, 2, 3, 4, 5] },
		{ mode: 'internal', isServing: true, readings: [1, 2, 3, 4, 5] },
		// n8n may have another token for each user who runs the workflow.
		{ mode: 'webhook', isServing: false, readings: [1, 2, 3, 4, 5] },
	])('is read as often as needed: $mode, $isServing', async ({ mode, isServing, readings }) => {
		const fake = fakeContext(() => ok({}), { mode, isServing });
		expect(await readingsWhile(fake, 5)).toEqual(readings);
	});

	it('is read anew after a call that did not work', async () => {
		const reactions = inTurn(ok({}), status(500), ok({}));
		const fake = fakeContext(reactions, { mode: 'webhook', isServing: true });
		expect(await readingsWhile(fake, 4)).toEqual([1, 1, 2, 2]);
	});

	it.each([
		['the token', status(401)],
		['the workspace', status(400, 'Account ID sv25cxf2 is not valid')],
	])('is read anew at once where %s of a remembered one is refused', async (_, refusal) => {
		const credential = { apiToken: 'old token' };
		const reactions = inTurn(ok({}), refusal, ok({}));
		const fake = fakeContext(reactions, { mode: 'webhook', isServing: true, credential });
		await request(fake.context, list);
		credential.apiToken = 'new token';
		await request(fake.context, list);
		expect(fake.sent.map(({ token }) => token)).toEqual(['old token', 'old token', 'new token']);
	});

	it('is not tried again where the one that was just read is refused', async () => {
		const fake = fakeContext(() => status(401), { mode: 'webhook', isServing: true });
		await expect(request(fake.context, list)).rejects.toMatchObject({ kind: 'credential' });
		expect(fake.sent).toHaveLength(1);
	});

	it('keeps the token that was sent out of messages, though another is in place by then', async () => {
		const credential = { apiToken: 'old token' };
		const react: React = () => {
			credential.apiToken = 'new token';
			return status(500, 'old token');
		};
		const fake = fakeContext(react, { mode: 'webhook', isServing: true, credential });
		await expect(request(fake.context, list)).rejects.toMatchObject({
			description: expect.stringMatching(/SmartSuite says: \*\*\*$/) as string,
		});
	});

	it('has one pace for a token, whatever blanks it was pasted with', async () => {
		const startedAt = Date.now();
		const fakes = ['pasted token', ' pasted token\n'].map((apiToken) =>
			fakeContext(() => ok({}), { credential: { apiToken, requestsPerSecond: 1 } }),
		);
		const sentAt: number[] = [];
		for (const { context } of fakes) {
			void request(context, list).then(() => sentAt.push(Date.now() - startedAt));
		}
		await vi.runAllTimersAsync();
		expect(sentAt).toEqual([0, 1_000]);
	});

	it.each([
		[{ apiToken: '' }, 'The SmartSuite credential has no API Token'],
		[{ apiToken: '  ' }, 'The SmartSuite credential has no API Token'],
		[{ accountId: ' ' }, 'The SmartSuite credential has no Account ID'],
		[
			{ webhooksUrl: 'webhooks' },
			'The Webhooks URL of the SmartSuite credential is not a web address',
		],
		[
			{ apiUrl: 'ftp://app.smartsuite.com' },
			'The API URL of the SmartSuite credential is not a web address',
		],
	])('is refused before anything is sent when incomplete: %j', async (credential, message) => {
		const fake = fakeContext(() => ok({}), { credential });
		const refusal: unknown = await request(fake.context, list).catch((error: unknown) => error);
		expect(refusal).toBeInstanceOf(NodeOperationError);
		expect(refusal).toMatchObject({ message });
		expect(fake.sent).toEqual([]);
	});
});
