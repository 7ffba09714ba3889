import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { startChatModel, type ChatModel } from './chat-model.mts';
import type { CredentialReference } from './n8n-client.mts';
import { byId, manualTrigger, node, smartSuiteNode } from './nodes.mts';
import { runOnce } from './own-workflow.mts';
import { startWorld, type World } from './world.mts';

const START = 'Start';
const AGENT = 'AI Agent';
const MODEL = 'Chat Model';

let world: World;
let model: ChatModel;
let openAiApi: CredentialReference;

beforeAll(async () => {
	world = await startWorld({ name: 'agent-records' });
	model = await startChatModel();
	const data = { apiKey: 'none', url: model.url, header: false };
	openAiApi = await world.client.createCredential('openAiApi', 'Model', data);
});

afterAll(async () => {
	await world?.stop();
	await model?.stop();
});

beforeEach(() => {
	world.emulator.reset();
	model.requests.length = 0;
});

const byAgent = (name: string, what: string, type = 'string') =>
	`={{ $fromAI('${name}', '${what}', '${type}') }}`;

/** The tools of an agent that fills in tables it has never seen. */
function tools() {
	const type = 'n8n-nodes-smartsuite.smartSuiteTool';
	const tool = (name: string, parameters: Record<string, unknown>) =>
		smartSuiteNode(name, world.credential, parameters, { type });
	const table = byId(byAgent('table', 'ID of the table'));
	return [
		tool('Find tables', { resource: 'table', operation: 'getAll', returnAll: true }),
		tool('Read fields', { resource: 'table', operation: 'get', table }),
		tool('Create record', {
			resource: 'record',
			operation: 'create',
			table,
			inputMode: 'json',
			json: byAgent('record', 'The record by labels', 'json'),
		}),
	];
}

async function ask(text: string) {
	const link = (type: string) => ({ [type]: [[{ node: AGENT, type, index: 0 }]] });
	const agent = node(AGENT, '@n8n/n8n-nodes-langchain.agent', {
		typeVersion: 3,
		parameters: { promptType: 'define', text, options: { enableStreaming: false } },
	});
	const chatModel = node(MODEL, '@n8n/n8n-nodes-langchain.lmChatOpenAi', {
		typeVersion: 1.2,
		credentials: { openAiApi },
		parameters: { model: byId('stand-in'), options: {} },
	});
	const all = tools();
	const links = all.map(({ name }) => [name, link('ai_tool')] as const);
	const workflow = {
		name: 'Agent',
		nodes: [manualTrigger(START), agent, chatModel, ...all],
		connections: {
			[START]: link('main'),
			[MODEL]: link('ai_languageModel'),
			...Object.fromEntries(links),
		},
	};
	return await runOnce(world, workflow, START);
}

/** What the tools said, in turn. */
const told = () =>
	(model.requests.at(-1)?.messages ?? [])
		.filter(({ role }) => role === 'tool')
		.map(({ content }) => content);

it('lets an agent find a table, read its fields, create a record, and correct itself', async () => {
	const { tasks } = world.emulator.tables;
	const record = { Title: 'Call Ada', 'Assigned To': 'ada@example.com' };
	model.steps = [
		{ tool: 'Find', arguments: {} },
		{ tool: 'Read', arguments: { table: tasks.id } },
		{ tool: 'Create', arguments: { table: tasks.id, record: { ...record, Status: 'Doing' } } },
		{
			tool: 'Create',
			arguments: { table: tasks.id, record: { ...record, Status: 'In Progress' } },
		},
	];

	const run = await ask('Have Ada called');

	expect(run).toMatchObject({ status: 'success' });
	const [found, fields, refused, created] = told();
	expect(JSON.parse(found ?? '')).toContainEqual(expect.objectContaining({ name: 'Tasks' }));
	expect(fields).toContain('In Progress');
	expect(refused).toContain("'Status' has no choice 'Doing'");
	expect(refused).toContain('In Progress');
	expect(JSON.parse(created ?? '')).toMatchObject([
		{ ...record, 'Assigned To': [{}], Status: 'In Progress' },
	]);
});
