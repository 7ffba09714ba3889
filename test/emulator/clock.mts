/** Time of the emulator in milliseconds since 1970, which tests can move ahead. */
export interface Clock {
	now(): number;
	/** Moves on and does what falls due on the way, in order of its due time. */
	advance(ms: number): Promise<void>;
	/** Calls `task` when the time has come; not kept from exiting the process by it. */
	at(dueMs: number, task: Task): void;
	/** Forgets all tasks. */
	clear(): void;
}

type Task = () => void | Promise<void>;

/** Tasks that fall due this close together start together, so that 1,000 retries take one step. */
const STEP_MS = 1_000;
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/**
 * With `realTime` the clock follows the real one, plus what it was advanced; without, it stands
 * still between two advances.
 */
export function createClock(realTime: boolean): Clock {
	const startMs = Date.now();
	let aheadMs = 0;
	let tasks: Array<{ dueMs: number; task: Task }> = [];
	let timer: NodeJS.Timeout | undefined;
	let advances = Promise.resolve();

	const now = () => (realTime ? Date.now() : startMs) + aheadMs;
	const moveTo = (ms: number) => (aheadMs += Math.max(0, ms - now()));

	/** Starts what is due until then, each at its own time. */
	function startUntil(ms: number): Promise<unknown> {
		const due = tasks.filter(({ dueMs }) => dueMs <= ms);
		tasks = tasks.filter(({ dueMs }) => dueMs > ms);
		return Promise.all(
			due.map(async ({ dueMs, task }) => {
				moveTo(dueMs);
				await task();
			}),
		);
	}

	function setTimer(): void {
		clearTimeout(timer);
		const next = tasks[0];
		if (!realTime || !next) return;
		const waitMs = Math.min(Math.max(0, next.dueMs - now()), LONGEST_TIMER_MS);
		timer = setTimeout(() => {
			void startUntil(now());
			setTimer();
		}, waitMs).unref();
	}

	async function runUntil(targetMs: number): Promise<void> {
		for (let next = tasks[0]; next && next.dueMs <= targetMs; next = tasks[0]) {
			await startUntil(Math.min(next.dueMs + STEP_MS, targetMs));
		}
		moveTo(targetMs);
		setTimer();
	}

	return {
		now,
		advance(ms) {
			advances = advances.then(() => runUntil(now() + ms));
			return advances;
		},
		at(dueMs, task) {
			tasks.push({ dueMs, task });
			tasks.sort((one, other) => one.dueMs - other.dueMs);
			setTimer();
		},
		clear() {
			tasks = [];
			clearTimeout(timer);
		},
	};
}
