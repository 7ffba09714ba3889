import { NodeApiError } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';

import { failedAs, recover, SmartSuiteError } from '../../nodes/SmartSuite/transport/index.ts';
import { nodeWith } from './fake-context.mts';

const missing = new SmartSuiteError(nodeWith('1'), {
	kind: 'missing',
	status: 404,
	message: 'SmartSuite has no webhook',
	description: 'Choose another one.',
	said: 'a long text that may quote the token',
	passing: false,
});

describe('a call that did not work', () => {
	it('is for n8n an API error with a status, and nothing of the request or the answer', () => {
		expect(missing).toBeInstanceOf(NodeApiError);
		expect(missing).toMatchObject({
			name: 'NodeApiError',
			kind: 'missing',
			httpCode: '404',
			message: 'SmartSuite has no webhook',
			description: 'Choose another one.',
			context: {},
		});
		expect(missing.cause).toBeUndefined();
		expect(JSON.stringify(missing)).not.toContain('a long text');
	});

	it('is told from others by its kind', () => {
		expect(failedAs(missing, 'missing')).toBe(true);
		expect(failedAs(missing, 'refused', 'missing')).toBe(true);
		expect(failedAs(missing, 'refused')).toBe(false);
		expect(failedAs(missing)).toBe(false);
		expect(failedAs({ kind: 'missing' }, 'missing')).toBe(false);
		expect(failedAs(undefined, 'missing')).toBe(false);
	});

	it('is recovered from only where it is of a kind that was named', async () => {
		const instead = async () => await Promise.resolve('instead');
		expect(await recover(Promise.resolve('as hoped'), ['missing'], instead)).toBe('as hoped');
		expect(await recover(Promise.reject(missing), ['missing'], instead)).toBe('instead');
		await expect(recover(Promise.reject(missing), ['refused'], instead)).rejects.toBe(missing);
		const other = new TypeError('a bug of ours');
		await expect(recover(Promise.reject(other), ['missing'], instead)).rejects.toBe(other);
	});
});
