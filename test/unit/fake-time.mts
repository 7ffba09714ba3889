import { afterEach, beforeEach, vi } from 'vitest';

/** Lets time pass in each test of the file only as vitest is told, for timers and both clocks. */
export function fakeTime(): void {
	beforeEach(() => {
		vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'] });
	});
	afterEach(() => {
		vi.useRealTimers();
	});
}
