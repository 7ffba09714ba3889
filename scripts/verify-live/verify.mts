import { checkPace } from './checks/pace.mts';
import { Belongings } from './belongings.mts';
import { CHECK_IDS, RECORD_CHECK_IDS } from './catalog/index.mts';
import { createClient, type Account } from './client.mts';
import { Findings } from './findings.mts';
import { LIVE_TIMING, PACE_CALLS, PARTS, type Part, type Timing } from './limits.mts';
import { marksOf } from './marks.mts';
import { Declined, type Person } from './person.mts';
import { describePlan } from './plan.mts';
import { prepare, type Prepared } from './prepare.mts';
import { startReceiver, type Receiver } from './receiver.mts';
import { checkRecords } from './record-part.mts';
import type { Run } from './run.mts';
import { stepper } from './steps.mts';
import { checkWebhooks } from './webhook-part.mts';

export interface VerifyOptions {
	account: Account;
	person: Person;
	/** Ends the run, which then still cleans up. */
	signal: AbortSignal;
	/** Whether a 429 may be provoked at the end. */
	provokes?: boolean;
	/** What is asked about; everything where absent. */
	parts?: readonly Part[];
	/** Where pings arrive on loopback; another one where it is not free, 0 is any. */
	port?: number;
	timing?: Timing;
}

export interface Result {
	findings: Findings;
	calls: number;
	/** From the person's yes to the end of the clean-up and the last check. */
	seconds: number;
	hasPings: boolean;
	/** What could not be deleted. */
	left: string[];
}

/**
 * Checks what the package takes for granted about SmartSuite, on a real account. Deletes what it made,
 * whatever happens.
 * @throws {Declined} when the person does not agree; the signal's reason when it was interrupted
 */
export async function verify(options: VerifyOptions): Promise<Result> {
	const receiver = await startReceiver(options.port);
	try {
		return await verifyWith(options, receiver);
	} finally {
		await receiver.stop();
	}
}

async function verifyWith(options: VerifyOptions, receiver: Receiver): Promise<Result> {
	const { account, person, signal, timing = LIVE_TIMING, parts = PARTS } = options;
	const provokes = (options.provokes ?? false) && parts.includes('webhooks');
	const findings = new Findings();
	const belongings = new Belongings();
	const limit = { signal };
	const client = createClient(account, {
		findings,
		signal: () => limit.signal,
		reserved: () => belongings.callsToCleanUp,
		penaltyMs: timing.penaltyMs,
	});
	const asks = { parts, receiver };
	const prepared = await prepare({ client, findings, timing }, person, asks);
	const { place, publicUrl } = prepared;
	const hasPings = publicUrl !== undefined;
	person.tell(describePlan({ ...prepared.names, parts, hasPings, provokes }));
	if (!(await person.agrees('Go on?'))) throw new Declined('Nothing was created.');

	const startedAtMs = performance.now();
	const marks = marksOf(publicUrl);
	receiver.open(marks.path);
	const { accountId } = account;
	const shared = { accountId, place, client, findings, belongings, marks, timing, signal };
	const run = { ...shared, ...(hasPings && { receiver }) };
	const left = await checkParts(run, person, prepared, { parts, limit, provokes });
	const seconds = Math.round((performance.now() - startedAtMs) / 1000);
	return { findings, calls: client.calls, seconds, hasPings, left };
}

interface Asked {
	parts: readonly Part[];
	/** Its signal ends the calls of checks. */
	limit: { signal: AbortSignal };
	provokes: boolean;
}

/** One part after the other, each cleaned up. @returns what could not be deleted */
async function checkParts(
	run: Run,
	person: Person,
	prepared: Prepared,
	{ parts, limit, provokes }: Asked,
): Promise<string[]> {
	const { findings, client } = run;
	let left: string[] = [];
	for (const [nth, part] of parts.entries()) {
		if (nth > 0) client.beginPart();
		left = await checkAndCleanUp(run, person, prepared, { part, limit });
		if (part === 'webhooks') await checkPaceIfAllowed(run, person, provokes);
	}
	const webhookIds = CHECK_IDS.filter((id) => !RECORD_CHECK_IDS.includes(id));
	if (!parts.includes('webhooks')) findings.unseen(webhookIds, 'left out by --only');
	if (!parts.includes('records')) findings.unseen(RECORD_CHECK_IDS, 'left out by --only');
	return left;
}

/** A part but for the rate limit, as far as time allows. @returns what could not be deleted */
async function checkAndCleanUp(
	run: Run,
	person: Person,
	{ others }: Prepared,
	{ part, limit }: Pick<Asked, 'limit'> & { part: Part },
): Promise<string[]> {
	const { signal, timing, findings, belongings, client, place, marks } = run;
	const mostMs = timing.checksMs[part];
	const overtime = AbortSignal.timeout(mostMs);
	limit.signal = AbortSignal.any([signal, overtime]);
	let left: string[] = [];
	try {
		const timed = { ...run, signal: limit.signal };
		const step = stepper(timed, person);
		if (part === 'webhooks') await checkWebhooks(timed, step, others);
		else await checkRecords(timed, step);
	} catch (error) {
		if (!overtime.aborted || signal.aborted) throw error;
		findings.troubles.push(`After ${mostMs / 1000} s the rest was left out`);
	} finally {
		limit.signal = signal;
		person.tell('▸ Deleting what was made');
		left = await belongings.cleanUp(client, place, timing.cleanUpDelaysMs, marks);
		if (left.length > 0) person.tell(leftBehind(left));
	}
	return left;
}

async function checkPaceIfAllowed(run: Run, person: Person, provokes: boolean): Promise<void> {
	const { findings, client, signal } = run;
	const ids = ['rate-limit', 'penalty-length', 'penalty-extends', 'retry-after'] as const;
	if (!provokes) return findings.unseen([...ids], 'only with --rate-limit');
	if (client.wasRefused) return findings.unseen([...ids], 'somebody else was using the token');
	if (client.left < PACE_CALLS)
		return findings.unseen([...ids], 'not enough calls were left for it');
	signal.throwIfAborted();
	await stepper(run, person)('Calls at once, and how long they are refused (up to a minute)', () =>
		checkPace(run),
	);
}

function leftBehind(left: string[]): string {
	return `Could not be deleted:\n${left.map((one) => `  - ${one}`).join('\n')}
The next run deletes it, but for a webhook that is switched off, which nothing marks as ours any more.
SmartSuite itself deletes webhooks after 14 idle days.`;
}
