import type { Clock } from '../../nodes/SmartSuite/transport/pacer.ts';

interface Appointment {
	at: number;
	happen: () => void;
}

/** Time that passes only as fast as something happens in it; the same every run. */
export class VirtualClock implements Clock {
	private readonly appointments: Appointment[] = [];
	private time = 0;

	now(): number {
		return this.time;
	}

	/** Like Node's timers: whole milliseconds, and at least one. */
	async sleep(ms: number): Promise<void> {
		await new Promise<void>((resolve) => this.after(Math.max(1, Math.trunc(ms)), resolve));
	}

	/** Has something happen `ms` from now; at one instant, in the order of the calls. */
	after(ms: number, happen: () => void): void {
		const at = this.time + ms;
		const later = this.appointments.findIndex((other) => other.at > at);
		this.appointments.splice(later === -1 ? this.appointments.length : later, 0, { at, happen });
	}

	/** Lets everything happen that is due up to a time, or everything there is. */
	async run(until = Infinity): Promise<void> {
		await microtasksDone();
		for (let next = this.appointments[0]; next && next.at <= until; next = this.appointments[0]) {
			this.appointments.shift();
			this.time = next.at;
			next.happen();
			await microtasksDone();
		}
		if (until < Infinity) this.time = until;
	}
}

async function microtasksDone(): Promise<void> {
	await new Promise((resolve) => setImmediate(resolve));
}
