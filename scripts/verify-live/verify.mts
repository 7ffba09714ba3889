import { checkChanges } from './checks/changes.mts';
import { checkContent } from './checks/content.mts';
import { checkDeletion, checkWebhookPages, noteScope } from './checks/ending.mts';
import { checkPace } from './checks/pace.mts';
import { checkPages } from './checks/pages.mts';
import { checkRetries } from './checks/pings.mts';
import { checkRegistration } from './checks/registration.mts';
import { checkWorkspace } from './checks/workspace.mts';
import { createClient, pause, type Account } from './client.mts';
import { Belongings } from './belongings.mts';
import { Findings } from './findings.mts';
import { EXPIRY_STEP_MS, LIVE_TIMING, PACE_CALLS, type Timing } from './limits.mts';
import { marksOf } from './marks.mts';
import { Declined, type Person } from './person.mts';
import { describePlan } from './plan.mts';
import { prepare, type Prepared } from './prepare.mts';
import { startReceiver, type Receiver } from './receiver.mts';
import type { Run } from './run.mts';

export interface VerifyOptions {
	account: Account;
	person: Person;
	/** Ends the run, which then still cleans up. */
	signal: AbortSignal;
	/** Whether a 429 may be provoked at the end. */
	provokes?: boolean;
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
	const { account, person, signal, provokes = false, timing = LIVE_TIMING } = options;
	const findings = new Findings();
	const belongings = new Belongings();
	const limit = { signal };
	const client = createClient(account, {
		findings,
		signal: () => limit.signal,
		reserved: () => belongings.callsToCleanUp,
		penaltyMs: timing.penaltyMs,
	});
	const prepared = await prepare({ client, findings, timing }, person, receiver);
	const { place, publicUrl } = prepared;
	const hasPings = publicUrl !== undefined;
	person.tell(describePlan({ ...prepared.names, hasPings, provokes }));
	if (!(await person.agrees('Go on?'))) throw new Declined('Nothing was created.');

	const startedAtMs = performance.now();
	const marks = marksOf(publicUrl);
	receiver.open(marks.path);
	const { accountId } = account;
	const shared = { accountId, place, client, findings, belongings, marks, timing, signal };
	const run = { ...shared, ...(hasPings && { receiver }) };
	const left = await checkAndCleanUp(run, person, prepared, limit);
	await checkPaceIfAllowed(run, person, provokes);
	const seconds = Math.round((performance.now() - startedAtMs) / 1000);
	return { findings, calls: client.calls, seconds, hasPings, left };
}

/**
 * All checks but that of the rate limit, as far as time allows.
 * @param limit whose signal ends the calls of checks
 * @returns what could not be deleted
 */
async function checkAndCleanUp(
	run: Run,
	person: Person,
	prepared: Prepared,
	limit: { signal: AbortSignal },
): Promise<string[]> {
	const { signal, timing, findings, belongings, client, place, marks } = run;
	const overtime = AbortSignal.timeout(timing.checksMs);
	limit.signal = AbortSignal.any([signal, overtime]);
	let left: string[] = [];
	try {
		await checkAll({ ...run, signal: limit.signal }, person, prepared);
	} catch (error) {
		if (!overtime.aborted || signal.aborted) throw error;
		findings.troubles.push(`After ${timing.checksMs / 1000} s the rest was left out`);
	} finally {
		limit.signal = signal;
		person.tell('▸ Deleting what was made');
		left = await belongings.cleanUp(client, place, timing.cleanUpDelaysMs, marks);
		if (left.length > 0) person.tell(leftBehind(left));
	}
	return left;
}

/** One theme after the other; one that fails leaves those that need it out, not the others. */
async function checkAll(run: Run, person: Person, { others }: Prepared): Promise<void> {
	const step = stepper(run, person);
	await step('Members, and what is refused', () => checkWorkspace(run));
	const webhooks = await step('Creating webhooks', () => checkRegistration(run));
	if (!webhooks) return;
	const createdAtMs = performance.now();
	noteScope(run, others, webhooks.main);
	const changes = await step('Creating, changing and deleting a record', () =>
		checkChanges(run, webhooks),
	);
	if (changes) {
		await step('What the events hold', () => checkContent(run, changes));
		await pause(createdAtMs + EXPIRY_STEP_MS - performance.now(), run.signal);
		await step('Pages of events', () => checkPages(run, webhooks.main.webhook_id, changes));
		if (run.receiver) {
			const watch = `Which pings come again (up to ${run.timing.retryMs / 1_000} s)`;
			await step(watch, () => checkRetries(run, changes.atMs));
		}
	}
	await step('Pages of webhooks', () => checkWebhookPages(run, webhooks, others.length));
	await step('Deleting a webhook', () => checkDeletion(run, webhooks));
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

/** Tells what is done, and keeps what goes wrong for the report unless the run was ended. */
function stepper({ findings, signal }: Run, person: Person) {
	return async <Done,>(
		title: string,
		work: () => Done | Promise<Done>,
	): Promise<Done | undefined> => {
		person.tell(`▸ ${title}`);
		try {
			return await work();
		} catch (error) {
			signal.throwIfAborted();
			findings.troubles.push(`${title}: ${error instanceof Error ? error.message : 'failed'}`);
			return undefined;
		}
	};
}

function leftBehind(left: string[]): string {
	return `Could not be deleted:\n${left.map((one) => `  - ${one}`).join('\n')}
The next run deletes it, but for a webhook that is switched off, which nothing marks as ours any more.
SmartSuite itself deletes webhooks after 14 idle days.`;
}
