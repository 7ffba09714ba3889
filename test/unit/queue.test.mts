import { describe, expect, it, vi } from 'vitest';

import { DrainQueue, queueFor } from '../../nodes/SmartSuite/trigger/queue.ts';
import type { Found, Lead, Outcome } from '../../nodes/SmartSuite/trigger/queue.ts';
import { fakeTime } from './fake-time.mts';

fakeTime();

/** A queue whose pings note when they begin a drain and what they are answered with. */
function pings(gapMs = 0) {
	const queue = new DrainQueue();
	const startedAt = performance.now();
	const log: string[] = [];
	const running = new Map<string, Lead>();
	const note = (text: string) => log.push(`${Math.round(performance.now() - startedAt)} ${text}`);
	return {
		log,
		/** The ping comes, and all that follows at once from that happens. */
		comes: async (name: string) => {
			void queue.enter(gapMs).then((place) => {
				if ('outcome' in place) {
					note(`${name} is answered ${place.outcome}`);
					return;
				}
				running.set(name, place);
				note(`${name} drains`);
			});
			await vi.advanceTimersByTimeAsync(0);
		},
		finishes: async (name: string, outcome: Outcome, found?: Found) => {
			running.get(name)?.finish(outcome, found);
			await vi.advanceTimersByTimeAsync(0);
		},
		isFollowed: (name: string) => running.get(name)?.isFollowed(),
	};
}

describe('pings in the drain queue', () => {
	it('drain one after the other', async () => {
		const { log, comes, finishes } = pings();
		await comes('first');
		await comes('second');
		expect(log).toEqual(['0 first drains']);
		await finishes('first', 'stored');
		expect(log).toEqual(['0 first drains', '0 second drains']);
	});

	it.each<Outcome>(['stored', 'failed'])(
		'that find one waiting join it and share its outcome: %s',
		async (outcome) => {
			const { log, comes, finishes } = pings();
			await comes('first');
			await comes('second');
			await comes('third');
			await comes('fourth');
			await finishes('first', outcome === 'stored' ? 'failed' : 'stored');
			expect(log).toEqual(['0 first drains', '0 second drains']);
			await finishes('second', outcome);
			expect(log.slice(2)).toEqual([
				`0 third is answered ${outcome}`,
				`0 fourth is answered ${outcome}`,
			]);
		},
	);

	it('that come at one instant make one drain', async () => {
		const { log, comes, finishes } = pings();
		await Promise.all(['first', 'second', 'third'].map(comes));
		await finishes('first', 'stored');
		expect(log).toEqual([
			'0 first drains',
			'0 second is answered stored',
			'0 third is answered stored',
		]);
	});

	it('do not join a drain that has begun: it may have read past what they are about', async () => {
		const { log, comes, finishes } = pings();
		await comes('first');
		await comes('second');
		await finishes('first', 'stored');
		await comes('late');
		await finishes('second', 'stored');
		expect(log).toEqual(['0 first drains', '0 second drains', '0 late drains']);
	});

	it('go on after a drain that failed', async () => {
		const { log, comes, finishes } = pings();
		await comes('first');
		await finishes('first', 'failed');
		await comes('second');
		await finishes('second', 'stored');
		await comes('third');
		expect(log).toEqual(['0 first drains', '0 second drains', '0 third drains']);
	});

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
		{ gapMs: 1_000, gaps: [1_000, 4_000, 10_000, 10_000, 10_000] },
		{ gapMs: 5_000, gaps: [5_000, 10_000, 10_000, 10_000, 10_000] },
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

	it.each([
		{ when: 'at first', vain: 0, most: 100 },
		{ when: 'after a drain in vain', vain: 1, most: 10 },
	])('wait for one drain, $most at most $when, and share its outcome', async ({ vain, most }) => {
		const { log, comes, finishes } = pings();
		for (let nth = 0; nth < vain; nth++) {
			await comes(`vain ${nth}`);
			await finishes(`vain ${nth}`, 'stored', 'nothing');
		}
		await comes('running');
		await comes('leader');
		const names = Array.from({ length: most + 2 }, (_, nth) => `ping ${nth}`);
		for (const name of names) await comes(name);
		const covered = names.slice(most).map((name) => `0 ${name} is answered covered`);
		expect(log.slice(vain + 1)).toEqual(covered);

		await finishes('running', 'stored', vain > 0 ? 'nothing' : 'all');
		await comes('next leader');
		await comes('next ping');
		log.length = 0;
		await finishes('leader', 'failed');
		const failed = names.slice(0, most).map((name) => `0 ${name} is answered failed`);
		expect(log).toEqual(['0 next leader drains', ...failed]);
		await finishes('next leader', 'stored');
		expect(log.at(-1)).toBe('0 next ping is answered stored');
	});

	it('know whether another drain follows them', async () => {
		const { comes, finishes, isFollowed } = pings();
		await comes('first');
		expect(isFollowed('first')).toBe(false);
		await comes('second');
		expect(isFollowed('first')).toBe(true);
		await finishes('first', 'stored');
		expect(isFollowed('second')).toBe(false);
	});
});

describe('the queues of a process', () => {
	it('are one for each key', () => {
		expect(queueFor('one')).toBe(queueFor('one'));
		expect(queueFor('one')).not.toBe(queueFor('another'));
	});

	it('are let go when there are very many and they have been idle for long', async () => {
		const idle = queueFor('idle');
		const used = queueFor('used');
		await idle.enter(0);
		await vi.advanceTimersByTimeAsync(600_000);
		await used.enter(0);
		for (let key = 0; key < 1_000; key++) queueFor(`queue ${key}`);
		expect(queueFor('used')).toBe(used);
		expect(queueFor('idle')).not.toBe(idle);
	});
});
