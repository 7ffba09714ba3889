/** Milliseconds of silence after which a long step says that it is still at work. */
const STILL_AT_WORK_MS = 15_000;

/**
 * Runs one step of a command and says so: a headline, a sign of life every 15 s, and the time taken.
 *
 * @param title what happens, for a person who waits ("Installing n8n 2.41.1")
 */
export async function step<T>(title: string, work: () => Promise<T>): Promise<T> {
	const startedMs = Date.now();
	const elapsed = () => `${((Date.now() - startedMs) / 1000).toFixed(1)} s`;
	console.log(`▸ ${title}`);
	const tick = setInterval(() => console.log(`  … ${elapsed()}: ${title}`), STILL_AT_WORK_MS);
	try {
		const result = await work();
		console.log(`✓ ${title} (${elapsed()})`);
		return result;
	} catch (error) {
		console.log(`✗ ${title} (${elapsed()})`);
		throw error;
	} finally {
		clearInterval(tick);
	}
}
