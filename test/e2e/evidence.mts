import { cp, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { messageOf } from './message.mts';
import { OUTPUT } from './package.mts';
import type { Stage } from './world.mts';

/** What happens by chance in these runs happens again with the same seed: E2E_SEED. */
export const SEED = Number(process.env.E2E_SEED ?? Math.floor(Math.random() * 1_000_000));

const STARTED_MS = Date.now();

/**
 * Keeps in one folder what explains a failure: all logs, what SmartSuite was asked and told, and the
 * executions of the workflow. Prints where, and how to repeat it.
 */
export async function keepEvidence(stage: Stage, workflowId: string, test: string): Promise<void> {
	const folder = failureFolder(test);
	const { calls, pings, webhooks } = stage.emulator;
	const executions = await stage.client
		.executions(workflowId)
		.catch((error: unknown) => `n8n cannot tell: ${messageOf(error)}`);
	await mkdir(folder, { recursive: true });
	for (const [what, list] of Object.entries({ calls, pings, webhooks, executions })) {
		await writeFile(join(folder, `${what}.json`), JSON.stringify(list, null, '\t'));
	}
	await cp(stage.logs, join(folder, 'logs'), { recursive: true });
	console.log(`✗ ${test}\n  what happened: ${folder}\n  to repeat it: E2E_SEED=${SEED}`);
}

/** Where the evidence of a test's failure goes, in this run. */
export function failureFolder(test: string): string {
	return join(OUTPUT, 'failed', `${slug(test)}-${STARTED_MS}`);
}

/** A text as part of a file's name. */
export const slug = (text: string) => text.replace(/\W+/g, '-').slice(0, 80);
