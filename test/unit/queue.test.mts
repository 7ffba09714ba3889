import { describe, expect, it } from 'vitest';

import type { Outcome } from '../../nodes/SmartSuite/trigger/queue.ts';
import { fakeTime } from './fake-time.mts';
import { comesWith, pings } from './queue-setup.mts';

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
		{ when: 'at first', flood: 0, most: 500 },
		{ when: 'after drains in vain', vain: 2, flood: 0, most: 500 },
		{ when: 'after a flood', flood: 10, found: 'all' as const, most: 500 },
		{ when: 'after a flood that was in vain', flood: 10, most: 1 },
	])('wait for one drain, $most at most $when, and share its outcome', async (situation) => {
		const { flood, vain = 1, found = 'nothing', most } = situation;
		const { log, comes, finishes } = pings();
		for (let nth = 0; nth < vain; nth++) {
			await comesWith(flood, `before ${nth}`, comes);
			await finishes(`before ${nth}`, 'stored', found);
		}
		await comes('running');
		await comes('leader');
		log.length = 0;
		const names = Array.from({ length: most + 2 }, (_, nth) => `ping ${nth}`);
		for (const name of names) await comes(name);
		const covered = names.slice(most).map((name) => `0 ${name} is answered covered`);
		expect(log.toSorted()).toEqual(covered.toSorted());

		await finishes('running', 'stored', 'all');
		await comes('next leader');
		await comes('next ping');
		log.length = 0;
		await finishes('leader', 'failed');
		const failed = names.slice(0, most).map((name) => `0 ${name} is answered failed`);
		expect(log.toSorted()).toEqual(['0 next leader drains', ...failed].toSorted());
		await finishes('next leader', 'stored');
		expect(log.at(-1)).toBe('0 next ping is answered stored');
	});

	it.each([
		{ joined: 9, isFlood: false },
		{ joined: 10, isFlood: true },
		{ joined: 30, isFlood: true },
	])('are a flood, or none, where $joined join one: $isFlood', async (situation) => {
		const { comes, finishes, isFlood } = pings();
		await comes('first');
		await comesWith(situation.joined, 'second', comes);
		await finishes('first', 'stored');
		expect([isFlood('first'), isFlood('second')]).toEqual([false, situation.isFlood]);
	});

	it('are a flood until one finds something, or comes alone in vain', async () => {
		const { comes, finishes, isFlood } = pings();
		await comesWith(10, 'flood', comes);
		await finishes('flood', 'stored', 'nothing');
		await comesWith(1, 'rest', comes);
		await finishes('rest', 'stored', 'nothing');
		await comes('alone');
		await finishes('alone', 'stored', 'nothing');
		await comes('later');
		const names = ['flood', 'rest', 'alone', 'later'];
		expect(names.map(isFlood)).toEqual([true, true, true, false]);
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
