import { sleep } from 'n8n-workflow';

/**
 * Waits so many ms, or until the signal is raised. n8n-workflow's own `sleep` heeds a signal only in newer n8n:
 * up to 2.20 it sleeps on regardless (docs/internals/n8n.md section 10).
 * @throws the signal's reason
 */
export async function waitFor(ms: number, stop?: AbortSignal): Promise<void> {
	if (!stop) return await sleep(ms);
	stop.throwIfAborted();
	let onAbort = () => {};
	const stopped = new Promise<never>((_, reject) => {
		onAbort = () => reject(stop.reason as Error);
		stop.addEventListener('abort', onAbort, { once: true });
	});
	await Promise.race([sleep(ms, stop), stopped]).finally(() => {
		stop.removeEventListener('abort', onAbort);
	});
}
