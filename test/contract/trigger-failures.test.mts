import { describe, expect, it } from 'vitest';
import type { Emulator, Fault } from '../emulator/index.mts';
import { changesIn, eachOnce } from './changes.mts';
import { pass, passUntil, stopTime } from './fast-forward.mts';
import type { HostedWorkflow } from './n8n.mts';
import { emulate, onlyWebhookId, watching } from './world.mts';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

const REFUSED_TOKEN: Fault = {
	status: 401,
	body: { code: 'unauthenticated', msg: 'invalid token' },
};

const REFUSED: Array<[string, Fault, string]> = [
	['a refused token', REFUSED_TOKEN, 'SmartSuite does not accept the API token'],
	[
		'a missing right',
		{ status: 403, body: { code: 'permission_denied', msg: 'not allowed' } },
		'SmartSuite does not allow access to webhook',
	],
	[
		'an unknown workspace',
		{ status: 400, body: 'Account ID sv25cxf2 is not valid' },
		"SmartSuite does not know the workspace 'sv25cxf2'",
	],
];

/** All that a person, a log or an item could show of the token. */
const everything = ({ warnings, failures, executions, savedStaticData }: HostedWorkflow) =>
	JSON.stringify([
		warnings,
		executions,
		savedStaticData,
		failures.map((error) => [error, Object.entries(error as Error), String(error)]),
	]);

/** A change every so many minutes, for hours. */
async function changeFor(hours: number, emulator: Emulator, everyMinutes = 10) {
	const changes = changesIn(emulator);
	for (let minute = 0; minute < hours * 60; minute += everyMinutes) {
		changes.make(1);
		await pass(everyMinutes * MINUTE_MS);
	}
	return changes;
}

describe('what only a person can mend', () => {
	it.each(REFUSED)('%s is a failed execution, once a day at most', async (_, fault, message) => {
		stopTime();
		const emulator = await emulate();
		const workflow = await watching(emulator);
		emulator.faults.next({}, fault, Infinity);
		const changes = await changeFor(27, emulator, 90);
		expect(workflow.failures.length).toBe(2);
		expect(workflow.failures[0]).toMatchObject({
			message: expect.stringContaining(message) as string,
			description: expect.stringMatching(/\w/) as string,
		});
		emulator.faults.clear();
		await passUntil(() => workflow.events.length === 18);
		await pass(2 * HOUR_MS);
		expect(changes.tallyOf(workflow)).toEqual(eachOnce(18));
		expect(everything(workflow)).not.toContain(emulator.token);
	});

	it('is shown once for fifty pings at once', async () => {
		stopTime();
		const emulator = await emulate();
		const workflow = await watching(emulator);
		const changes = changesIn(emulator);
		emulator.faults.next({}, REFUSED_TOKEN, Infinity);
		changes.make(50);
		await pass(MINUTE_MS);
		expect(workflow.failures.length).toBe(1);
		expect(workflow.executions).toEqual([]);
	});
});

describe('what passes by itself', () => {
	it.each<[string, Fault]>([
		['an outage', { status: 503 }],
		['a broken server', { status: 500 }],
		['a reset', 'reset'],
		['half an answer', 'truncate'],
		['a 429', { status: 429 }],
	])('is no failed execution but log lines: %s', async (_, fault) => {
		stopTime();
		const emulator = await emulate();
		const workflow = await watching(emulator);
		emulator.faults.next({ rpc: 'ListEvents' }, fault, Infinity);
		const changes = await changeFor(1, emulator);
		expect(workflow.failures).toEqual([]);
		expect(workflow.warnings.length).toBeGreaterThan(0);
		const webhookId = onlyWebhookId(emulator);
		const workflowId = `workflow-of-${workflow.node.id}`;
		expect(workflow.warnings.filter((warning) => warning.webhookId !== webhookId)).toEqual([]);
		expect(workflow.warnings.filter((warning) => warning.workflowId !== workflowId)).toEqual([]);
		emulator.faults.clear();
		await passUntil(() => workflow.events.length === 6);
		expect(changes.tallyOf(workflow)).toEqual(eachOnce(6));
	});

	it('never shows the token, even where the server quotes it', async () => {
		stopTime();
		const emulator = await emulate();
		const workflow = await watching(emulator);
		const changes = changesIn(emulator);
		const body = { code: 'internal', msg: `cannot serve Token ${emulator.token}` };
		for (const status of [500, 401, 403]) {
			emulator.faults.next({ rpc: 'ListEvents' }, { status, body });
			changes.make(1);
			await pass(5 * MINUTE_MS);
		}
		expect(workflow.warnings.length).toBeGreaterThan(0);
		expect(everything(workflow)).toContain('Token ***');
		expect(everything(workflow)).not.toContain(emulator.token);
	});
});
