/** How often we look whether npm, which started us, is still there. */
const PARENT_LOOK_MS = 500;

/**
 * A signal that fires when the person wants us to end: Ctrl-C, SIGTERM, a closed terminal, or the
 * end of the `npm` that started us (npm passes no SIGTERM on through its shell).
 */
export function interruption(): AbortSignal {
	const controller = new AbortController();
	for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
		process.on(name, () => controller.abort());
	}
	const parent = process.ppid;
	const look = () => process.ppid === parent || controller.abort();
	if (process.env.npm_lifecycle_event) setInterval(look, PARENT_LOOK_MS).unref();
	return controller.signal;
}
