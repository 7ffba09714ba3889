import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { keepEvidence } from './evidence.mts';
import { hasEnded, type Execution } from './executions.mts';
import { importByCommand } from './import-command.mts';
import type { WorkflowJson } from './n8n-client.mts';
import { CHECKOUT } from './package.mts';
import { startReceiver } from './receiver.mts';
import { until } from './until.mts';
import type { World } from './world.mts';

const FOLDER = join(CHECKOUT, 'docs', 'workflows');

/** Placeholders of the examples: addresses as text, and what is to be chosen as an empty value. */
const YOUR_SYSTEM = 'https://example.com/your-system';
const YOUR_SPREADSHEET = 'https://example.com/your-spreadsheet.csv';
const SMARTSUITE = 'https://app.smartsuite.com';
const NOT_CHOSEN = { __rl: true, mode: 'list', value: '' };
const NONE_CHOSEN: string[] = [];
const NOBODY_IGNORED = { ignoreMembers: NONE_CHOSEN };

const RUN_TIMEOUT_MS = 60_000;
const ARRIVAL_TIMEOUT_MS = 30_000;

/** What an example's user fills in, beside the credential. */
interface FilledIn {
	/** In place of the system that things are sent to. */
	receiverUrl: string;
	/** In place of the spreadsheet that is read. */
	spreadsheetUrl: string;
	/** In place of the webhook to be chosen. */
	webhookId?: string;
}

/** The example workflows by file name: all there are. */
export async function exampleNames(): Promise<string[]> {
	return (await readdir(FOLDER)).sort();
}

/**
 * An example in n8n, with the receiver as its target, for the length of the test. It comes in by n8n's command,
 * which alters nothing, not even to give a trigger its `webhookId`.
 */
export async function importExample(world: World, name: string, webhookId?: string) {
	const { client, emulator } = world;
	const receiver = await startReceiver();
	onTestFinished(() => receiver.stop());
	const example = JSON.parse(await readFile(join(FOLDER, name), 'utf8')) as WorkflowJson;
	const { url: receiverUrl, spreadsheetUrl } = receiver;
	const workflow = fillIn(world, example, { receiverUrl, spreadsheetUrl, webhookId });
	const id = await importByCommand(world, workflow);
	onTestFinished(async ({ task }) => {
		if (task.result?.state === 'fail') await keepEvidence(world, id, task.name);
		await client.remove(id);
	});
	const callsBefore = emulator.calls.length;
	return {
		id,
		/** The bodies that came to the receiver. */
		sent: receiver.deliveries as readonly unknown[],
		/** Waits until the receiver has so many, and nothing more is on its way. */
		async arrived(count: number): Promise<void> {
			const isThere = () => receiver.deliveries.length >= count || undefined;
			await until(`${count} deliveries`, ARRIVAL_TIMEOUT_MS, isThere);
			await emulator.pingsSettled();
		},
		/** Has the spreadsheet hold this, as CSV. */
		fillSpreadsheet: (csv: string) => receiver.fillSpreadsheet(csv),
		/** How often each method of SmartSuite was called since the import. */
		calls: () => tallyCalls(emulator.calls.slice(callsBefore)),
		/** Runs it as "Execute workflow" does. @returns the execution, which has succeeded */
		async run(): Promise<Execution | undefined> {
			await client.runManually(id, String(workflow.nodes.find(isStart)?.name));
			const isOver = (found: Execution[]) => found.length > 0 && found.every(hasEnded);
			const executions = await client.waitForExecutions(id, isOver, RUN_TIMEOUT_MS);
			expect(executions).toMatchObject([{ status: 'success' }]);
			return executions[0];
		},
	};
}

const isStart = ({ type }: Record<string, unknown>) =>
	/\.(manualTrigger|scheduleTrigger)$/.test(String(type));

function tallyCalls(calls: World['emulator']['calls']): Record<string, number> {
	const tally: Record<string, number> = {};
	for (const { rpc, path } of calls) tally[rpc ?? path] = (tally[rpc ?? path] ?? 0) + 1;
	return tally;
}

/** Does what the example's notes ask its user to do, and nothing else. */
function fillIn(world: World, example: WorkflowJson, filledIn: FilledIn): WorkflowJson {
	const { credential, emulator } = world;
	const addressed = JSON.parse(
		JSON.stringify(example)
			.replaceAll(YOUR_SPREADSHEET, filledIn.spreadsheetUrl)
			.replaceAll(YOUR_SYSTEM, filledIn.receiverUrl)
			.replaceAll(SMARTSUITE, emulator.url),
	) as WorkflowJson;
	const nodes = addressed.nodes.map((node) => ({
		...node,
		parameters: choose(world, node.parameters as Record<string, unknown>, filledIn),
		...(wantsCredential(node) && { credentials: { smartSuiteApi: credential } }),
	}));
	return { ...addressed, nodes };
}

function wantsCredential({ type, parameters }: Record<string, unknown>): boolean {
	const { nodeCredentialType } = parameters as Record<string, unknown>;
	return String(type).startsWith('n8n-nodes-smartsuite.') || nodeCredentialType === 'smartSuiteApi';
}

/** Chooses the demo solution, its tasks and the token's owner where the example leaves the choice to its user. */
function choose(
	{ emulator: { solution, tables, members } }: World,
	parameters: Record<string, unknown>,
	{ webhookId }: FilledIn,
): Record<string, unknown> {
	const byId = (value: unknown) => ({ __rl: true, mode: 'id', value });
	const choices: Array<[name: string, open: unknown, chosen: unknown]> = [
		['solution', NOT_CHOSEN, byId(solution.id)],
		['table', NOT_CHOSEN, byId(tables.tasks.id)],
		['tables', NONE_CHOSEN, [tables.tasks.id]],
		['webhook', NOT_CHOSEN, byId(webhookId)],
		// The first member owns the token.
		['options', NOBODY_IGNORED, { ignoreMembers: [members[0]?.id] }],
	];
	const made = choices.filter(
		([name, open]) => JSON.stringify(parameters[name]) === JSON.stringify(open),
	);
	return { ...parameters, ...Object.fromEntries(made.map(([name, , chosen]) => [name, chosen])) };
}
