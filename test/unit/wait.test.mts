import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

const { waitFor } = await import('../../nodes/SmartSuite/transport/wait.ts');

/** n8n-workflow's `sleep`, which heeds signals or, as up to 2.20, does not. */
vi.mock(import('n8n-workflow'), async (original) => {
	const n8nWorkflow = await original();
	const sleep: typeof n8nWorkflow.sleep = async (ms, signal) =>
		await n8nWorkflow.sleep(ms, isOld ? undefined : signal);
	return { ...n8nWorkflow, sleep };
});
let isOld = false;

describe.each([
	['an n8n whose sleep heeds signals', false],
	['an n8n whose sleep heeds none', true],
])('waiting in %s', (_, old) => {
	beforeEach(() => {
		isOld = old;
		vi.useFakeTimers();
	});
	afterEach(() => void vi.useRealTimers());

	const settled = async (promise: Promise<void>) => {
		let is = 'waits';
		promise.then(
			() => (is = 'is over'),
			(error: Error) => (is = `ends with ${error.message}`),
		);
		await vi.advanceTimersByTimeAsync(0);
		return is;
	};

	it('lasts so long', async () => {
		const waiting = waitFor(100, new AbortController().signal);
		await vi.advanceTimersByTimeAsync(99);
		expect(await settled(waiting)).toBe('waits');
		await vi.advanceTimersByTimeAsync(1);
		expect(await settled(waiting)).toBe('is over');
	});

	it('ends as soon as the signal is raised', async () => {
		const stop = new AbortController();
		const waiting = waitFor(100, stop.signal);
		stop.abort(new Error('enough'));
		expect(await settled(waiting)).toBe('ends with enough');
	});

	it('does not begin with a signal that was raised before', async () => {
		expect(await settled(waitFor(100, AbortSignal.abort(new Error('enough'))))).toBe(
			'ends with enough',
		);
	});
});
