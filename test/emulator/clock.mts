type Task = () => void | Promise<void>;

/** Tasks that fall due this close together start together, so that 1,000 retries take one step. */
const STEP_MS = 1_000;
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** Time of the emulator in milliseconds since 1970, which tests can move ahead. */
export class Clock {
	private readonly startMs = Date.now();
	private aheadMs = 0;
	private tasks: Array<{ dueMs: number; task: Task }> = [];
	private timer: NodeJS.Timeout | undefined;
	private advances = Promise.resolve();

	/**
	 * With `realTime` the clock follows the real one, plus what it was advanced; without, it stands
	 * still between two advances.
	 */
	constructor(private readonly realTime: boolean) {}

	now(): number {
		return (this.realTime ? Date.now() : this.startMs) + this.aheadMs;
	}

	/** Moves on and does what falls due on the way, in order of its due time. */
	advance(ms: number): Promise<void> {
		this.advances = this.advances.then(() => this.runUntil(this.now() + ms));
		return this.advances;
	}

	/** Calls `task` when the time has come; the process may exit before that. */
	at(dueMs: number, task: Task): void {
		this.tasks.push({ dueMs, task });
		this.tasks.sort((one, other) => one.dueMs - other.dueMs);
		this.setTimer();
	}

	/** Forgets all tasks. */
	clear(): void {
		this.tasks = [];
		clearTimeout(this.timer);
	}

	private async runUntil(targetMs: number): Promise<void> {
		for (let next = this.tasks[0]; next && next.dueMs <= targetMs; next = this.tasks[0]) {
			await this.startUntil(Math.min(next.dueMs + STEP_MS, targetMs));
		}
		this.moveTo(targetMs);
		this.setTimer();
	}

	/** Starts what is due until then, each at its own time. */
	private startUntil(ms: number): Promise<unknown> {
		const due = this.tasks.filter(({ dueMs }) => dueMs <= ms);
		this.tasks = this.tasks.filter(({ dueMs }) => dueMs > ms);
		return Promise.all(
			due.map(async ({ dueMs, task }) => {
				this.moveTo(dueMs);
				await task();
			}),
		);
	}

	private moveTo(ms: number): void {
		this.aheadMs += Math.max(0, ms - this.now());
	}

	private setTimer(): void {
		clearTimeout(this.timer);
		const next = this.tasks[0];
		if (!this.realTime || !next) return;
		const waitMs = Math.min(Math.max(0, next.dueMs - this.now()), LONGEST_TIMER_MS);
		this.timer = setTimeout(() => {
			void this.startUntil(this.now());
			this.setTimer();
		}, waitMs).unref();
	}
}
