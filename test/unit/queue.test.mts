import { describe, expect, it, vi } from 'vitest';

import { queueFor } from '../../nodes/SmartSuite/trigger/queue.ts';
import type { Outcome } from '../../nodes/SmartSuite/trigger/queue.ts';
import { fakeTime } from './fake-time.mts';
import { pings } from './queue-setup.mts';

fakeTime();

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

	it.each([
		{ when: 'at first', vain: 0, most: 100 },
		{ when: 'after a drain in vain', vain: 1, most: 1 },
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
