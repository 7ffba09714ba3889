import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { MOST_REMEMBERED } from '../../nodes/SmartSuite/transport/limits.ts';
import { Pacer, pacerFor, Paused } from '../../nodes/SmartSuite/transport/pacer.ts';
import { VirtualClock } from './virtual-clock.mts';

/** A pacer whose single slot is taken, and callers behind it who note when they left. */
function queueBehindOne() {
	const clock = new VirtualClock();
	const pacer = new Pacer(1, clock);
	const left: string[] = [];
	const refused: unknown[] = [];
	const call = (name: string, signal?: AbortSignal) => {
		pacer.turn(signal).then(
			(settle) => {
				left.push(`${name} at ${clock.now()}`);
				settle();
			},
			(reason: unknown) => refused.push(reason),
		);
	};
	call('first');
	return { clock, call, left, refused };
}

describe('a caller who waits for a turn', () => {
	it('leaves the queue when aborted, and does not hold up those behind', async () => {
		const { clock, call, left, refused } = queueBehindOne();
		const stop = new AbortController();
		call('stopped', stop.signal);
		call('next');
		call('last');
		clock.after(300, () => stop.abort('no longer wanted'));
		await clock.run();
		expect(refused).toEqual(['no longer wanted']);
		expect(left).toEqual(['first at 0', 'next at 1000', 'last at 2000']);
	});

	it('does not wait at all when aborted before', async () => {
		const { clock, call, left, refused } = queueBehindOne();
		call('stopped', AbortSignal.abort('too late'));
		call('next');
		await clock.run();
		expect(refused).toEqual(['too late']);
		expect(left).toEqual(['first at 0', 'next at 1000']);
	});

	it('is not disturbed by an abort after it left', async () => {
		const { clock, call, left, refused } = queueBehindOne();
		const stop = new AbortController();
		call('second', stop.signal);
		call('third');
		clock.after(1_500, () => stop.abort());
		await clock.run();
		expect(refused).toEqual([]);
		expect(left).toEqual(['first at 0', 'second at 1000', 'third at 2000']);
	});

	it('frees one slot by settling, however often it settles', async () => {
		const clock = new VirtualClock();
		const pacer = new Pacer(2, clock);
		const settle = await pacer.turn();
		await pacer.turn();
		settle();
		clock.after(500, settle);
		const leftAt: number[] = [];
		for (let caller = 0; caller < 3; caller++) {
			void pacer.turn().then(() => leftAt.push(clock.now()));
		}
		await clock.run();
		// The other first caller never settles, nor do these: one slot is all there is.
		expect(leftAt).toEqual([1_000]);
	});
});

describe('a hasty caller', () => {
	/** A pacer with one slot, and what became of those who asked for turns. */
	function queue() {
		const clock = new VirtualClock();
		const pacer = new Pacer(1, clock);
		const outcomes: string[] = [];
		const call = (name: string, isHasty: boolean, signal?: AbortSignal) =>
			pacer.turn(signal, { isHasty }).then(
				(settle) => {
					outcomes.push(`${name} left at ${clock.now()}`);
					settle();
				},
				(reason: unknown) => {
					const why = reason instanceof Paused ? `told ${reason.forMs}` : String(reason);
					outcomes.push(`${name} ${why} at ${clock.now()}`);
				},
			);
		return { clock, pacer, outcomes, call };
	}

	it('waits for a turn, but for no pause', async () => {
		const { clock, pacer, outcomes, call } = queue();
		pacer.pause(30_000);
		clock.after(10_000, () => void call('hasty', true));
		clock.after(10_000, () => void call('patient', false));
		clock.after(30_000, () => void call('late', true));
		await clock.run();
		expect(outcomes).toEqual([
			'hasty told 20000 at 10000',
			'patient left at 30000',
			expect.stringMatching(/^late left at 3\d{4}/),
		]);
	});

	it('is turned away when a pause begins, and holds up nobody', async () => {
		const { clock, pacer, outcomes, call } = queue();
		const stop = new AbortController();
		void call('first', true);
		void call('hasty', true, stop.signal);
		void call('patient', false);
		void call('as hasty', true);
		clock.after(500, () => pacer.pause(30_000));
		clock.after(600, () => stop.abort());
		await clock.run();
		expect(outcomes).toEqual([
			'first left at 0',
			'hasty told 30000 at 500',
			'as hasty told 30000 at 500',
			'patient left at 30500',
		]);
	});

	it('is not turned away by a pause of no time', async () => {
		const { clock, pacer, outcomes, call } = queue();
		void call('first', true);
		void call('hasty', true);
		clock.after(500, () => pacer.pause(0));
		await clock.run();
		expect(outcomes).toEqual(['first left at 0', expect.stringMatching(/^hasty left at/)]);
	});

	it('may be told how long a pause lasts', () => {
		const { pacer } = queue();
		expect(pacer.pausedForMs()).toBe(0);
		pacer.pause(30_000);
		pacer.pause(10_000);
		expect(pacer.pausedForMs()).toBe(30_000);
	});
});

describe('the pacers of a process', () => {
	beforeEach(() => {
		vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'] });
	});
	afterEach(() => {
		vi.useRealTimers();
	});

	it('are one for each token', () => {
		expect(pacerFor('one token', 5)).toBe(pacerFor('one token', 5));
		expect(pacerFor('one token', 5)).not.toBe(pacerFor('another token', 5));
	});

	it('follow a pace that was changed in the credential', () => {
		pacerFor('changed token', 5);
		expect(pacerFor('changed token', 2).requestsPerSecond).toBe(2);
	});

	it('do not hold each other back', async () => {
		const left: string[] = [];
		const call = (token: string) =>
			void pacerFor(token, 5)
				.turn()
				.then(() => left.push(token));
		pacerFor('throttled token', 5).pause(30_000);
		call('throttled token');
		call('free token');
		await vi.advanceTimersByTimeAsync(29_999);
		expect(left).toEqual(['free token']);
		await vi.advanceTimersByTimeAsync(1);
		expect(left).toEqual(['free token', 'throttled token']);
	});

	it('are forgotten when many others have been used since, unless they were used too', () => {
		const unused = pacerFor('unused token', 5);
		const used = pacerFor('used token', 5);
		for (let token = 0; token < MOST_REMEMBERED; token++) {
			pacerFor(`token ${token}`, 5);
			pacerFor('used token', 5);
		}
		expect(pacerFor('used token', 5)).toBe(used);
		expect(pacerFor('unused token', 5)).not.toBe(unused);
	});
});
