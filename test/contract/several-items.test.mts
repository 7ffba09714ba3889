import { describe, expect, it } from 'vitest';
import { execute } from './action.mts';
import { inSolution, NOTIFICATION_URL, shown } from './shown.mts';
import { credentialFor, emulate } from './world.mts';

describe('several items', () => {
	it('go on after one that failed, each with its item, when the node says so', async () => {
		const emulator = await emulate();
		const parameters = inSolution('', 'getAll', {
			solution: '={{ $json.solution }}',
			returnAll: true,
		} as never);
		const input = [{ solution: 'gone' }, { solution: emulator.solution.id }];
		await execute(
			credentialFor(emulator),
			inSolution(emulator.solution.id, 'create', { notificationUrl: NOTIFICATION_URL }),
		);
		const items = await execute(credentialFor(emulator), parameters, {
			input,
			continueOnFail: true,
		});
		expect(items.map(({ json, pairedItem }) => ({ json, pairedItem }))).toMatchObject([
			{ json: { error: "SmartSuite has no solution 'gone'" }, pairedItem: { item: 0 } },
			{ json: { status: 'active' }, pairedItem: { item: 1 } },
		]);
		const failed = await shown(
			execute(credentialFor(emulator), parameters, { input: [...input].reverse() }),
		);
		expect(failed.context).toMatchObject({ itemIndex: 1 });
	});

	it('stop where the execution is stopped', async () => {
		const emulator = await emulate();
		const stop = new AbortController();
		emulator.faults.next({}, { status: 429 });
		const run = execute(credentialFor(emulator), inSolution(emulator.solution.id, 'getAll'), {
			stop: stop.signal,
		});
		await expect.poll(() => emulator.calls.length).toBe(1);
		stop.abort();
		expect((await shown(run)).message).toBe('The execution was stopped');
		expect(emulator.calls.length).toBe(1);
	});
});
