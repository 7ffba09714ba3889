import type { Account } from '../../scripts/verify-live/client.mts';
import { LIVE_TIMING, type Timing } from '../../scripts/verify-live/limits.mts';
import type { Person } from '../../scripts/verify-live/person.mts';
import { verify, type Result, type VerifyOptions } from '../../scripts/verify-live/verify.mts';
import { call } from '../emulator/harness.mts';
import { startEmulator, type Emulator, type Switches } from '../emulator/index.mts';

/** As on the real service, but quick: the emulator's own times below are as short. */
export const QUICK: Timing = {
	...LIVE_TIMING,
	checksMs: { webhooks: 20_000, records: 20_000 },
	lookDelaysMs: [50, 100, 200, 400],
	pingMs: 500,
	quietMs: 120,
	twiceMs: 100,
	holdMs: 100,
	retryMs: 2_200,
	penaltyMs: 1_000,
	cleanUpDelaysMs: [50, 100, 200],
};

/** What is asked of an emulator unless a test says otherwise. */
export const QUICK_SWITCHES = {
	rateLimit: 'off',
	pingRetryFirstMs: 300,
	pingTimeoutMs: 400,
} satisfies Partial<Switches>;

/** With an emulator whose rate limit is off, and which is quick to send a failed ping again. */
export async function withEmulator(
	switches: Partial<Switches>,
	test: (emulator: Emulator) => Promise<void>,
): Promise<void> {
	const emulator = await startEmulator({ switches: { ...QUICK_SWITCHES, ...switches } });
	try {
		await test(emulator);
	} finally {
		await emulator.stop();
	}
}

export function accountOf(emulator: Emulator, requestsPerSecond = 1_000): Account {
	const { token, accountId, url } = emulator;
	return { token, accountId, apiUrl: url, webhooksUrl: url, requestsPerSecond };
}

/** Somebody who agrees to everything, and whose public URL leads to the receiver. */
export function willing({ solution, tables }: Emulator, more: Partial<Person> = {}): Person {
	return {
		chooseSolution: () => Promise.resolve(solution.id),
		chooseTable: () => Promise.resolve(tables.tasks.id),
		publicUrl: (port) => Promise.resolve(`http://127.0.0.1:${port}`),
		agrees: () => Promise.resolve(true),
		tell: () => {},
		...more,
	};
}

/** One run against the emulator, about webhooks unless a test says otherwise. */
export async function run(emulator: Emulator, more: Partial<VerifyOptions> = {}): Promise<Result> {
	return await verify({
		account: accountOf(emulator),
		person: willing(emulator),
		signal: new AbortController().signal,
		timing: QUICK,
		parts: ['webhooks'],
		...more,
	});
}

/** The table that has a field of each type. */
const everythingIn = ({ solutions, tables }: Emulator) => ({
	solution: solutions.find(({ id }) => id === tables.everything.solution) ?? solutions[0],
	table: tables.everything,
});

/** One run about records, in the table that has a field of each type. */
export async function runRecords(
	emulator: Emulator,
	more: Partial<VerifyOptions> = {},
): Promise<Result> {
	const { solution, table } = everythingIn(emulator);
	const person = willing(emulator, {
		chooseSolution: () => Promise.resolve(solution?.id ?? ''),
		chooseTable: () => Promise.resolve(table.id),
	});
	return await run(emulator, { person, parts: ['records'], ...more });
}

/** A webhook that another member has in the solution; gives its id. */
export function addOthers({ solution, elsewhere }: Emulator): string {
	const solutionId = solution.id;
	return elsewhere.createWebhook({
		solutionId,
		filter: { solution: {} },
		kinds: ['RECORD_DELETED'],
	}).id;
}

/** Titles of the records of the table that a run about webhooks writes to. */
export async function titlesIn(emulator: Emulator): Promise<unknown[]> {
	return (await listed(emulator, emulator.tables.tasks.id)).map(({ title }) => title);
}

/** All that the table holds that a run about records writes to: records and fields. */
export async function everything(emulator: Emulator): Promise<unknown> {
	const { id, structure } = emulator.tables.everything;
	return { structure: structuredClone(structure), records: await listed(emulator, id) };
}

async function listed(emulator: Emulator, tableId: string) {
	const path = `/api/v1/applications/${tableId}/records/list/?limit=1000`;
	const { body } = await call(emulator, 'POST', path, {});
	return (body as { items: Array<Record<string, unknown>> }).items;
}
