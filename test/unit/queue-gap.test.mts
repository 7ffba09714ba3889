import { describe, expect, it, vi } from 'vitest';

import type { Found, Outcome } from '../../nodes/SmartSuite/trigger/queue.ts';
import { fakeTime } from './fake-time.mts';
import { comesWith, pings } from './queue-setup.mts';

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
		{ gapMs: 1_000, joined: 1, gaps: [1_000, 8_000, 8_000, 8_000] },
		{ gapMs: 100, joined: 1, gaps: [100, 1_600, 6_400, 8_000, 8_000] },
		{ gapMs: 10, joined: 1, gaps: [10, 160, 640, 2_560, 8_000] },
		{ gapMs: 10, joined: 10, gaps: [10, 160, 2_560, 8_000] },
		{ gapMs: 9_000, joined: 1, gaps: [8_000, 8_000, 8_000] },
		{ gapMs: 0, joined: 10, gaps: [0, 0, 0] },
	])(
		'wait longer after each one in vain of a flood, from $gapMs ms on, with $joined that join',
		async ({ gapMs, joined, gaps }) => {
			const { log, comes, finishes } = pings(gapMs);
			await comes('drain 0');
			let at = 0;
			for (const [nth, gap] of gaps.entries()) {
				await finishes(`drain ${nth}`, 'stored', nth > 0 ? 'nothing' : 'all');
				await comesWith(nth === 0 ? 10 : joined, `drain ${nth + 1}`, comes);
				await vi.advanceTimersByTimeAsync(gap);
				at += gap;
				expect(log).toContain(`${at} drain ${nth + 1} drains`);
			}
		},
	);

	it.each([
		{ when: 'only few pings joined one in vain', joined: 9, found: 'nothing' },
		{ when: 'none joined one in vain', joined: 0, found: 'nothing' },
		{ when: 'one of a flood found something', joined: 10, found: 'all' },
	] as const)('wait no longer where $when', async ({ joined, found }) => {
		const { log, comes, finishes } = pings(1_000);
		await comes('first');
		await finishes('first', 'stored');
		for (const [nth, name] of ['second', 'third', 'fourth'].entries()) {
			await comesWith(joined, name, comes);
			await vi.advanceTimersByTimeAsync(1_000);
			expect(log.at(-1)).toBe(`${(nth + 1) * 1_000} ${name} drains`);
			await finishes(name, 'stored', found);
		}
	});

	it.each<[what: string, outcome: Outcome, found: Found, joined: number]>([
		['found something', 'stored', 'all', 1],
		['failed', 'failed', 'all', 1],
		['was alone in vain', 'stored', 'nothing', 0],
	])('wait no longer once one drain after a flood %s', async (_, outcome, found, joined) => {
		const { log, comes, finishes } = pings(1_000);
		for (const name of ['first', 'second']) {
			await comesWith(10, name, comes);
			await vi.advanceTimersByTimeAsync(10_000);
			await finishes(name, 'stored', 'nothing');
		}
		await comesWith(joined, 'third', comes);
		await vi.advanceTimersByTimeAsync(10_000);
		await finishes('third', outcome, found);
		await comes('fourth');
		expect(log.at(-1)).toBe('30000 fourth drains');
		await finishes('fourth', 'stored');
		await comes('fifth');
		await vi.advanceTimersByTimeAsync(1_000);
		expect(log.at(-1)).toBe('31000 fifth drains');
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
