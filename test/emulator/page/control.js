import { byId } from './dom.js';

/** Asks the emulator to do something (test/emulator/control.mts); shows what it refuses. */
export async function control(method, path, body) {
	const response = await fetch(`/_emulator/${path}`, {
		method,
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify(body ?? {}),
	});
	const answer = await response.json();
	const problem = byId('problem');
	problem.hidden = response.ok;
	problem.textContent = answer.error ?? '';
}
