import {
	credentialIdOf,
	failedAs,
	isExecution,
	rememberRecent,
	shorten,
	SmartSuiteError,
	warn,
} from '../transport';
import type { LoggingContext, SmartSuiteContext } from '../transport';

/** What was read of a workspace: the structure of a table, or its members. */
interface Remembered {
	/** Undefined where it could not be read so far. */
	value: unknown;
	/** What somebody looked for in it and did not find when it was new: nobody reads anew for that. */
	strangers: Set<string>;
	/** Times in ms of the time of day. */
	readAt: number;
	goodUntil: number;
	/** A reading under way, which all share. */
	reading?: Promise<Remembered>;
}

/** How to read something, and how the log names it: "the fields of table 'x'". */
export interface Source<Value> {
	/** Tells it from other things of the workspace. */
	key: string;
	what: string;
	/** What items have where it cannot be read and never was: "slugs and raw values". */
	instead: string;
	read(): Promise<Value>;
}

const MEMORY_MS = 86_400_000;
/** How long a refusal counts that will hardly be otherwise sooner. */
const LASTING_MS = 3_600_000;
/** Least time between two readings: for the sake of a name that is not known, and after a failed one. */
const REFRESH_MS = 60_000;
/** A workspace of this size fits, and a few more beside it. */
const MOST_REMEMBERED = 500;
const MOST_STRANGERS = 1_000;

/** By credential and what it is. Lost at a restart: then it is read again. */
const remembered = new Map<string, Remembered>();

/** What was looked for in vain, in what was recalled at this time (ms of the time of day) or later. */
export interface Missed {
	names: ReadonlySet<string>;
	since: number;
}

const NOTHING: Missed = { names: new Set(), since: Infinity };

/**
 * What the source gives, read once a day, and once more for what is missed in it, though never twice a
 * minute. One that cannot be read holds up nothing: what was known before counts, or nothing does, and
 * n8n's log says why.
 * @throws where the credential is refused or incomplete, and where the execution was stopped
 */
export async function recall<Value>(
	context: LoggingContext,
	source: Source<Value>,
	missed: Missed = NOTHING,
): Promise<Value | undefined> {
	const key = keyOf(context, source.key);
	const known = remembered.get(key);
	const entry =
		known && isGood(known, missed.names) ? known : await readingOf(context, key, source, known);
	// In what was read before, the name may be missing because it is new.
	if (entry.readAt >= missed.since) {
		for (const name of missed.names) {
			if (entry.strangers.size < MOST_STRANGERS) entry.strangers.add(name);
		}
	}
	return entry.value as Value | undefined;
}

/** What was read under this key last, and when (ms of the time of day), however long ago that was. */
export function lastRead<Value>(
	context: SmartSuiteContext,
	key: string,
): { value: Value; readAt: number } | undefined {
	const { value, readAt = 0 } = remembered.get(keyOf(context, key)) ?? {};
	return value === undefined ? undefined : { value: value as Value, readAt };
}

/** Remembers what somebody else has just read, so that nobody has to read it again. */
export function keepRead(context: SmartSuiteContext, key: string, value: unknown): void {
	const whole = keyOf(context, key);
	const { strangers = new Set() } = remembered.get(whole) ?? {};
	const readAt = Date.now();
	const entry = { value, strangers, readAt, goodUntil: readAt + MEMORY_MS };
	rememberRecent(remembered, whole, entry, MOST_REMEMBERED);
}

/** By credential, too: what one token may not read, another may. */
function keyOf(context: SmartSuiteContext, key: string): string {
	return `${credentialIdOf(context)} ${key}`;
}

/**
 * What the attempt gives and, where it misses something in what was known, what it gives with that read once more.
 * @param attempt hands what was missed to `recall`
 */
export async function withNews<Result>(
	attempt: (missed?: Missed) => Promise<Result>,
	missedIn: (result: Result) => readonly string[],
): Promise<Result> {
	const since = Date.now();
	const result = await attempt();
	const names = new Set(missedIn(result));
	return names.size === 0 ? result : await attempt({ names, since });
}

/** The same as `recall`, read once more for the names that are missed in what was known before. */
export async function recallFor<Value>(
	context: LoggingContext,
	source: Source<Value>,
	missedIn: (known: Value | undefined) => readonly string[],
): Promise<Value | undefined> {
	return await withNews(async (missed) => await recall(context, source, missed), missedIn);
}

function isGood(
	{ strangers, readAt, goodUntil, reading }: Remembered,
	missed: ReadonlySet<string>,
) {
	const now = Date.now();
	if (reading || now >= goodUntil) return false;
	return now - readAt < REFRESH_MS || [...missed].every((name) => strangers.has(name));
}

async function readingOf<Value>(
	context: LoggingContext,
	key: string,
	source: Source<Value>,
	known: Remembered | undefined,
): Promise<Remembered> {
	const entry = known ?? { value: undefined, strangers: new Set(), readAt: 0, goodUntil: 0 };
	rememberRecent(remembered, key, entry, MOST_REMEMBERED);
	entry.reading ??= readInto(context, source, entry).finally(() => {
		entry.reading = undefined;
	});
	return await entry.reading;
}

async function readInto<Value>(
	context: LoggingContext,
	{ read, what, instead }: Source<Value>,
	entry: Remembered,
): Promise<Remembered> {
	const { value, memoryMs } = await read().then(
		(fresh: unknown) => ({ value: fresh, memoryMs: MEMORY_MS }),
		(failure: unknown) => {
			if (!(failure instanceof SmartSuiteError) || failedAs(failure, 'credential')) throw failure;
			logFailure(
				context,
				what,
				entry.value === undefined ? instead : 'what was known before',
				failure,
			);
			const isLasting = failedAs(failure, 'missing', 'forbidden');
			return { value: entry.value, memoryMs: isLasting ? LASTING_MS : REFRESH_MS };
		},
	);
	const readAt = Date.now();
	return Object.assign(entry, { value, readAt, goodUntil: readAt + memoryMs });
}

function logFailure(
	context: LoggingContext,
	what: string,
	instead: string,
	{ message, description }: SmartSuiteError,
): void {
	const why = `${shorten(message)}. ${description ?? ''}`.trim();
	// The trigger reads before n8n starts an execution.
	const node = isExecution(context) ? 'SmartSuite' : 'SmartSuite Trigger';
	warn(context, `cannot read ${what}, so items have ${instead}: ${why}`, '', node);
}
