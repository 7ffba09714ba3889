import { describe, expect, it, vi } from 'vitest';

import type { Outcome } from '../../nodes/SmartSuite/trigger/queue.ts';
import { fakeTime } from './fake-time.mts';
import { pings } from './queue-setup.mts';

fakeTime();

describe('drains one after the other', () => {
	it('keep a gap between the starts of two drains, and join while it lasts', async () => {
		const { log, comes, finishes } = pings(1_000);
		await comes('first');
		await finishes('first', 'stored');
		await vi.advanceTimersByTimeAsync(300);
		await comes('second');
		await vi.advanceTimersByTimeAsync(600);
		await comes('third');
		await vi.advanceTimersByTimeAsync(99);
		expect(log).toEqual(['0 first drains']);
		await vi.advanceTimersByTimeAsync(1);
		await finishes('second', 'stored');
		expect(log).toEqual(['0 first drains', '1000 second drains', '1000 third is answered stored']);
	});

	it('are not delayed after a quiet time, nor by a drain that took longer than the gap', async () => {
		const { log, comes, finishes } = pings(1_000);
		await comes('first');
		await comes('second');
		await vi.advanceTimersByTimeAsync(2_500);
		await finishes('first', 'stored');
		await finishes('second', 'stored');
		await vi.advanceTimersByTimeAsync(60_000);
		await comes('third');
		expect(log).toEqual(['0 first drains', '2500 second drains', '62500 third drains']);
	});

	it.each([
		{ gapMs: 1_000, gaps: [1_000, 4_000, 8_000, 8_000, 8_000] },
		{ gapMs: 5_000, gaps: [5_000, 8_000, 8_000, 8_000, 8_000] },
		{ gapMs: 0, gaps: [0, 0, 0, 0, 0] },
	])('wait longer after drains in vain, from $gapMs ms on', async ({ gapMs, gaps }) => {
		const { log, comes, finishes } = pings(gapMs);
		let at = 0;
		await comes('ping 0');
		for (const [nth, gap] of gaps.entries()) {
			await finishes(`ping ${nth}`, 'stored', nth > 0 ? 'nothing' : 'all');
			await comes(`ping ${nth + 1}`);
			await vi.advanceTimersByTimeAsync(gap);
			at += gap;
			expect(log.at(-1)).toBe(`${at} ping ${nth + 1} drains`);
		}
	});

	it.each([
		{ joined: 9, gap: 4_000 },
		{ joined: 10, gap: 8_000 },
	])('wait $gap ms at once where $joined pings joined one in vain', async ({ joined, gap }) => {
		const { log, comes, finishes } = pings(1_000);
		await comes('first');
		await comes('second');
		for (let nth = 0; nth < joined; nth++) await comes(`joined ${nth}`);
		await vi.advanceTimersByTimeAsync(1_000);
		await finishes('first', 'stored', 'all');
		await finishes('second', 'stored', 'nothing');
		await comes('third');
		await vi.advanceTimersByTimeAsync(gap);
		expect(log.at(-1)).toBe(`${1_000 + gap} third drains`);
	});

	it.each<[Outcome, string]>([
		['stored', 'found something'],
		['failed', 'failed'],
	])('wait no longer once one drain %s and %s', async (outcome) => {
		const { log, comes, finishes } = pings(1_000);
		for (const name of ['first', 'second', 'third']) {
			await comes(name);
			await vi.advanceTimersByTimeAsync(10_000);
			await finishes(name, 'stored', 'nothing');
		}
		await comes('fourth');
		await finishes('fourth', outcome);
		await comes('fifth');
		await vi.advanceTimersByTimeAsync(1_000);
		expect(log.slice(-2)).toEqual(['30000 fourth drains', '31000 fifth drains']);
	});

	it('are not delayed where the drain before left a part of what there was', async () => {
		const { log, comes, finishes } = pings(1_000);
		for (const name of ['first', 'second', 'third']) {
			await comes(name);
			await finishes(name, 'stored', 'part');
		}
		expect(log).toEqual(['0 first drains', '0 second drains', '0 third drains']);
	});
});
