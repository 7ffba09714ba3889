import { expect, it } from 'vitest';

import { stayUp } from '../../scripts/stay-up.mts';

/** Looks that end as listed; after the last of them Ctrl-C comes, or n8n ends. */
async function watch(looks: Array<'answered' | 'missed'>, end: 'Ctrl-C' | 'n8n ends') {
	const stop = new AbortController();
	const told: string[] = [];
	let nth = 0;
	const over = stayUp({
		hasEnded: () => end === 'n8n ends' && nth === looks.length,
		look: () => {
			const result = looks[nth++];
			if (nth === looks.length && end === 'Ctrl-C') stop.abort();
			return result === 'missed' ? Promise.reject(new Error('no answer')) : Promise.resolve();
		},
		tell: (line) => told.push(line),
		everyMs: 1,
		signal: stop.signal,
	});
	const failure = await over.then(
		() => undefined,
		({ message }: Error) => message,
	);
	return { told, failure, looks: nth };
}

it('goes on past looks that n8n misses, and says so once for all in a row', async () => {
	const looks = ['answered', 'missed', 'missed', 'answered', 'missed', 'answered'] as const;
	const { told, failure, looks: count } = await watch([...looks], 'Ctrl-C');
	expect(failure).toBeUndefined();
	expect(count).toBe(looks.length);
	expect(told).toHaveLength(2);
	expect(told[0]).toContain('no answer');
});

it('ends with n8n', async () => {
	const { failure } = await watch(['answered', 'missed'], 'n8n ends');
	expect(failure).toBe('n8n has ended by itself.');
});
