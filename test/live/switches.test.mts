import { expect, it } from 'vitest';
import { checkOf, NOT_LIVE, RECORD_CHECK_IDS } from '../../scripts/verify-live/catalog/index.mts';
import { defaultSwitches, SWITCHES, type Switches } from '../emulator/switches.mts';
import { addOthers, everything, QUICK_SWITCHES, run, runRecords, withEmulator } from './world.mts';

type Name = keyof Switches;

/** Those that only the check of the rate limit can see: pace.test.mts. */
const PACE: Name[] = ['rateLimit', 'retryAfterHeader', 'penaltyExtends'];

/** Other positions of switches that take a figure, few enough events to be seen. */
const FIGURES = {
	pageSizeDefault: [2],
	pageSizeMax: [2],
	eventsVisibleAfterMs: [600],
	pingRetryFirstMs: [1_200],
	pingTimeoutMs: [1_300],
	duplicatePings: [1],
};

/** Figures that are larger than what a run sees. */
const OUT_OF_SIGHT = { pageSizeDefault: 'at least 5', pageSizeMax: 'at least 5' };

/** Positions that look like something else, too. */
const FOUND_AS: Partial<Record<Name, Record<string, string>>> = {
	listWebhooksScope: { own: 'own, or nobody else has one' },
};

/**
 * How far a measured time may be off, in ms: the machine may be busy, and looks have gaps. Positions
 * lie further apart.
 */
const TOLERANCE_MS = { less: 300, more: 500 };
const TIMES: Name[] = ['eventsVisibleAfterMs', 'pingRetryFirstMs', 'pingTimeoutMs'];

const ofRecords = RECORD_CHECK_IDS.flatMap((id) => checkOf(id).switch ?? []);
const names = Object.keys(SWITCHES) as Name[];
const observable = names.filter((name) => !(name in NOT_LIVE) && !PACE.includes(name));

const ofWebhooks = observable.filter((name) => !ofRecords.includes(name));

function positionsOf(name: Name): unknown[] {
	const { options, initial } = SWITCHES[name];
	if (name in FIGURES) return FIGURES[name as keyof typeof FIGURES];
	if (typeof options === 'string') throw new Error(`No position of ${name} is given`);
	return options.filter((option) => option !== initial);
}

function expectPosition(found: Record<string, unknown>, name: Name, position: unknown): void {
	const expected = FOUND_AS[name]?.[String(position)] ?? position;
	if (!TIMES.includes(name)) return expect({ [name]: found[name] }).toEqual({ [name]: expected });
	const offMs = Number(found[name]) - Number(position);
	expect(offMs, name).toBeGreaterThan(-TOLERANCE_MS.less);
	expect(offMs, name).toBeLessThan(TOLERANCE_MS.more);
}

it('finds the position of every switch that nobody has turned', async () => {
	await withEmulator({}, async (emulator) => {
		addOthers(emulator);
		const { findings } = await run(emulator);
		const expected = { ...defaultSwitches(), ...QUICK_SWITCHES, ...OUT_OF_SIGHT };
		for (const name of ofWebhooks) expectPosition(findings.switches, name, expected[name]);
		expect(findings.troubles).toEqual([]);
	});
	await withEmulator({}, async (emulator) => {
		const { findings } = await runRecords(emulator);
		const defaults = defaultSwitches();
		for (const name of ofRecords) expectPosition(findings.switches, name, defaults[name]);
		expect(findings.troubles).toEqual([]);
	});
});

const positions = observable.flatMap((name) =>
	positionsOf(name).map((position) => ({ name, position })),
);

it.concurrent.each(positions)('finds $name at $position', async ({ name, position }) => {
	await withEmulator({ [name]: position }, async (emulator) => {
		const others = addOthers(emulator);
		const table = await everything(emulator);
		const callsBefore = emulator.calls.length;
		const ask = ofRecords.includes(name) ? runRecords : run;
		const { findings, calls, left } = await ask(emulator);
		expectPosition(findings.switches, name, position);
		expect(left).toEqual([]);
		if (ask === runRecords) expect(findings.troubles).toEqual([]);
		expect(calls).toBeLessThan(60);
		expect(calls).toBe(emulator.calls.length - callsBefore);
		expect(emulator.webhooks.map(({ id }) => id)).toEqual([others]);
		expect(await everything(emulator)).toEqual(table);
	});
});

it('says of every other switch why it cannot be seen live', () => {
	expect(Object.keys(NOT_LIVE)).toEqual([
		'eventRetentionDays',
		'expiredStatus',
		'failedPingsStatus',
		'lostPings',
		'pageCuts',
		'pageBytesMax',
		'filterEcho',
		'deletedSolutions',
		'hiddenTables',
		'formerMembers',
		'pingContentType',
	]);
});

it('takes a ping that comes twice for no second try', async () => {
	await withEmulator({ duplicatePings: 1 }, async (emulator) => {
		const { switches } = (await run(emulator)).findings;
		expectPosition(switches, 'pingsRetryOn', 'non-2xx');
		expectPosition(switches, 'pingRetryFirstMs', QUICK_SWITCHES.pingRetryFirstMs);
		expectPosition(switches, 'pingsPer', 'event');
	});
});
