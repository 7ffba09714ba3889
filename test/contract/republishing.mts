import type { INode } from 'n8n-workflow';
import { onTestFinished } from 'vitest';
import type { EmulatorOptions } from '../emulator/index.mts';
import { changesIn } from './changes.mts';
import { pass, stopTime } from './fast-forward.mts';
import { startN8n } from './n8n.mts';
import { AS_SENT } from './workflow.mts';
import { byId, credentialFor, emulate, onlyWebhookId, watching } from './world.mts';

/** A published workflow, from whose beginning on time passes only as told. */
export async function published(options: EmulatorOptions = {}) {
	stopTime();
	const emulator = await emulate(options);
	const workflow = await watching(emulator);
	return { emulator, workflow, id: onlyWebhookId(emulator), changes: changesIn(emulator) };
}

/** The same with what runs beside its webhook, two seconds after the start of that. */
export async function running(options: EmulatorOptions = {}) {
	const around = await published(options);
	await around.workflow.startTrigger('activate');
	onTestFinished(() => around.workflow.stopTrigger());
	await pass(2_000);
	return around;
}

/** A workflow that is not published yet. */
export async function draft(parameters = {}) {
	stopTime();
	const emulator = await emulate();
	const n8n = await startN8n();
	const workflow = n8n.host(credentialFor(emulator), {
		solution: byId(emulator.solution.id),
		options: { pullInterval: 0 },
		...parameters,
	});
	return { emulator, workflow, changes: changesIn(emulator) };
}

/** What a person changes of the node before publishing it again. */
export type Change = Partial<INode>;

export const RENAMED: Change = { name: 'When something changes' };
export const OPTION_CHANGED: Change = {
	parameters: { options: { ...AS_SENT, pullInterval: 0, keepAliveHours: 48 } },
};
export const EVENTS_CHANGED: Change = { parameters: { events: ['RECORD_CREATED'] } };

export const EACH_WAY: Array<[string, Change]> = [
	['renamed', RENAMED],
	['with an option changed', OPTION_CHANGED],
	['with its events changed', EVENTS_CHANGED],
];
