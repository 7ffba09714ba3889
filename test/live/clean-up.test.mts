import { describe, expect, it } from 'vitest';
import type { Fault } from '../emulator/faults.mts';
import type { Emulator } from '../emulator/index.mts';
import {
	addOthers,
	everything,
	QUICK,
	run,
	runRecords,
	titlesIn,
	willing,
	withEmulator,
} from './world.mts';

/** What is there before must be there after, and nothing else. */
async function leavesNoTrace(test: (emulator: Emulator) => Promise<unknown>): Promise<void> {
	await withEmulator({}, async (emulator) => {
		const others = addOthers(emulator);
		const titles = await titlesIn(emulator);
		const table = await everything(emulator);
		emulator.calls.length = 0;
		await test(emulator);
		emulator.faults.clear();
		expect(emulator.webhooks.map(({ id }) => id)).toEqual([others]);
		expect(await titlesIn(emulator)).toEqual(titles);
		expect(await everything(emulator)).toEqual(table);
	});
}

/** Calls one after the other meet what it gives for their number, from 1. */
function atCall(emulator: Emulator, meet: (number: number) => void): void {
	let number = 0;
	emulator.faults.next({}, { meanwhile: () => meet(++number) }, 1_000);
}

/** From this call on, so many calls meet the fault. */
function fromCall(emulator: Emulator, first: number, fault: Fault, times: number): void {
	atCall(emulator, (number) => {
		if (number !== first) return;
		emulator.faults.clear();
		emulator.faults.next({}, fault, times);
	});
}

/** Nothing works any more once the record is there and is to be changed. */
function downWhenRenamed(emulator: Emulator): void {
	const path = `/api/v1/applications/${emulator.tables.tasks.id}/records/`;
	const down = () => emulator.faults.next({}, { status: 503 }, 1_000);
	emulator.faults.next({ path }, { delayMs: 0 });
	emulator.faults.next({ path }, { meanwhile: down });
}

/** How many calls a run makes with this emulator. */
async function countCalls(ask: typeof run): Promise<number> {
	let count = 0;
	await leavesNoTrace(async (emulator) => {
		await ask(emulator);
		count = emulator.calls.length;
	});
	return count;
}

/** All but the last few: a run may look a few times less for a ping. */
const callsOf = async (ask: typeof run) =>
	Array.from({ length: (await countCalls(ask)) - 8 }, (_, index) => index + 1);

describe.each([
	{ about: 'webhooks', ask: run, calls: await callsOf(run) },
	{ about: 'records', ask: runRecords, calls: await callsOf(runRecords) },
])('a run about $about leaves nothing behind', ({ ask, calls }) => {
	const every = (step: number) => calls.filter((number) => number % step === 0);

	it.concurrent.each(calls)('interrupted while call %i is answered', async (number) => {
		await leavesNoTrace(async (emulator) => {
			const ending = new AbortController();
			atCall(emulator, (at) => at === number && ending.abort(new Error('Ctrl-C')));
			// Who cleans up already is not interrupted.
			await ask(emulator, { signal: ending.signal }).catch((error: unknown) => {
				expect(error).toEqual(new Error('Ctrl-C'));
			});
			expect(ending.signal.aborted).toBe(true);
		});
	});

	it.concurrent.each(every(3))(
		'when SmartSuite fails from call %i on for a while',
		async (number) => {
			await leavesNoTrace(async (emulator) => {
				fromCall(emulator, number, { status: 503 }, 4);
				await ask(emulator).catch(() => {});
			});
		},
	);

	it.concurrent.each(every(5))('when connections break from call %i on', async (number) => {
		await leavesNoTrace(async (emulator) => {
			fromCall(emulator, number, 'reset-after', 3);
			await ask(emulator).catch(() => {});
		});
	});
});

describe('a run leaves nothing behind', () => {
	it.concurrent('when nobody hears of what was created', async () => {
		await leavesNoTrace(async (emulator) => {
			emulator.faults.next({ rpc: 'CreateWebhook' }, 'reset-after', 1);
			await run(emulator);
		});
		await leavesNoTrace(async (emulator) => {
			const path = `/api/v1/applications/${emulator.tables.tasks.id}/records/`;
			emulator.faults.next({ path }, 'reset-after', 1);
			await run(emulator);
		});
	});

	it.concurrent('when time is over', async () => {
		await leavesNoTrace(async (emulator) => {
			emulator.faults.next({ rpc: 'ListEvents' }, 'hang', 100);
			const { findings } = await run(emulator, {
				timing: { ...QUICK, checksMs: { ...QUICK.checksMs, webhooks: 600 } },
			});
			expect(findings.troubles).toEqual(['After 0.6 s the rest was left out']);
			expect(findings.of('create-answer')?.outcome).toBe('wrapped');
		});
	});

	it.concurrent('when the person says no', async () => {
		await leavesNoTrace(async (emulator) => {
			const person = willing(emulator, { agrees: () => Promise.resolve(false) });
			await expect(run(emulator, { person })).rejects.toThrow('Nothing was created.');
		});
	});
});

describe('a run whose theme fails', () => {
	it.concurrent('goes on with the others, and says so', async () => {
		await leavesNoTrace(async (emulator) => {
			emulator.faults.next({ rpc: 'UpdateWebhook' }, { status: 500, body: emulator.token });
			const { findings } = await run(emulator);
			const title = 'Creating, changing and deleting a record';
			expect(findings.troubles).toEqual([`${title}: UpdateWebhook was answered with 500`]);
			expect(findings.of('delete-again')?.outcome).toBe('not_found');
			const reason = 'an earlier step did not work';
			expect(findings.unanswered).toContainEqual({ id: 'toggle-on', reason });
		});
	});
});

describe('what an earlier run left', () => {
	it.concurrent('is named, found by the next one, and deleted if the person agrees', async () => {
		await leavesNoTrace(async (emulator) => {
			downWhenRenamed(emulator);
			const { left } = await run(emulator);
			emulator.faults.clear();
			expect(left.filter((one) => one.startsWith('record'))).toHaveLength(1);
			const before = emulator.webhooks.length;
			expect(left.filter((one) => one.startsWith('webhook'))).toHaveLength(before - 1);

			const no = willing(emulator, {
				agrees: (question) => Promise.resolve(!question.includes('earlier run')),
			});
			await run(emulator, { person: no });
			expect(emulator.webhooks).toHaveLength(before);

			const told: string[] = [];
			await run(emulator, { person: willing(emulator, { tell: (text) => told.push(text) }) });
			expect(told).toContain('They are gone.');
		});
	});
});
