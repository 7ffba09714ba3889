import { describe, expect, it } from 'vitest';
import type { Emulator, Fault } from '../emulator/index.mts';
import { changesIn, eachOnce } from './changes.mts';
import { pass, passUntil, stopTime } from './fast-forward.mts';
import { changedOnce } from './situations.mts';
import { emulate, watching } from './world.mts';

const MINUTE_MS = 60_000;

/** Page sizes that ListEvents was asked for, in the order of the calls. */
function sizesAsked({ calls }: Emulator): unknown[] {
	return calls
		.filter(({ rpc }) => rpc === 'ListEvents')
		.map(({ requestBody }) => (requestBody as { page_size?: string }).page_size);
}

describe('a server that breaks down over large pages', () => {
	it.each([499, 200, 50])(
		'of more than %i events is asked for smaller ones after two failures, and remembered',
		async (pageSizeMax) => {
			stopTime();
			const emulator = await emulate({
				switches: { pageSizeMax, pageSizeOverMax: 'break-down', pingsRetryOn: 'never' },
			});
			const workflow = await watching(emulator);
			const changes = changesIn(emulator);
			changes.make(1);
			await passUntil(() => workflow.events.length === 1);
			changes.make(1);
			await passUntil(() => workflow.events.length === 2);
			expect(sizesAsked(emulator)).toContain('500');
			const callsBefore = emulator.calls.length;
			changes.make(1);
			await pass(MINUTE_MS);
			expect(changes.tallyOf(workflow)).toEqual(eachOnce(3));
			const later = emulator.calls.slice(callsBefore);
			expect(new Set(later.map(({ status }) => status))).toEqual(new Set([200]));
		},
	);

	it.each<{ does: string; fault: Fault }>([
		{ does: 'answers 503', fault: { status: 503 } },
		{ does: 'answers 500', fault: { status: 500 } },
		{ does: 'resets the connection', fault: 'reset' },
		{ does: 'answers with half of it', fault: 'truncate' },
	])('is not one that $does whatever it is asked: large ones are asked for after', async (away) => {
		const { emulator, workflow, changes } = await changedOnce();
		const before = sizesAsked(emulator).length;
		emulator.faults.next({ rpc: 'ListEvents' }, away.fault, Infinity);
		changes.make(3);
		await pass(20 * MINUTE_MS);
		const tried = sizesAsked(emulator);
		expect(new Set(tried.slice(before))).toEqual(new Set(['500', '50', '1', undefined]));
		emulator.faults.clear();
		await passUntil(() => workflow.events.length === 4);
		expect(changes.tallyOf(workflow)).toEqual(eachOnce(4));
		expect(new Set(sizesAsked(emulator).slice(tried.length))).toEqual(new Set(['500']));
	});
});
