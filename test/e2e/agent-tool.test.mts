import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { startChatModel, type ChatModel } from './chat-model.mts';
import type { CredentialReference } from './n8n-client.mts';
import { byId, manualTrigger, node, smartSuiteNode } from './nodes.mts';
import { runOnce } from './own-workflow.mts';
import { startWorld, type World } from './world.mts';

const START = 'Start';
const AGENT = 'AI Agent';
const MODEL = 'Chat Model';
const TOOL = 'Look at a webhook';

let world: World;
let model: ChatModel;
let openAiApi: CredentialReference;

beforeAll(async () => {
	world = await startWorld({ name: 'agent-tool' });
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

/** Asks an agent that has a model, and the SmartSuite node as its tool; the model names the webhook. */
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
	const parameters = {
		resource: 'webhook',
		operation: 'get',
		solution: byId(world.emulator.solution.id),
		webhook: byId("={{ $fromAI('webhook', 'ID of the webhook', 'string') }}"),
	};
	const type = 'n8n-nodes-smartsuite.smartSuiteTool';
	const tool = smartSuiteNode(TOOL, world.credential, parameters, { type });
	const workflow = {
		name: 'Agent',
		nodes: [manualTrigger(START), agent, chatModel, tool],
		connections: {
			[START]: link('main'),
			[MODEL]: link('ai_languageModel'),
			[TOOL]: link('ai_tool'),
		},
	};
	return await runOnce(world, workflow, START);
}

/** What the model was told by the tool. */
const told = () => model.requests.at(-1)?.messages.find(({ role }) => role === 'tool')?.content;

it('answers an agent that uses the node as its tool', async () => {
	const { elsewhere, solution, calls } = world.emulator;
	const kinds = ['RECORD_CREATED' as const];
	const definition = { solutionId: solution.id, kinds, filter: { solution: {} } };
	const { id } = elsewhere.createWebhook(definition);
	model.steps = [{ arguments: { webhook: id } }];

	const run = await ask('How is my webhook?');

	expect(run).toMatchObject({ status: 'success' });
	expect(model.requests).toHaveLength(2);
	expect(model.requests[0]?.tools).toMatchObject([
		{
			function: {
				description: 'Get webhook in SmartSuite',
				parameters: { required: ['webhook'] },
			},
		},
	]);
	expect(JSON.parse(told() ?? '')).toMatchObject([{ webhook_id: id, status: 'paused', kinds }]);
	expect(run.items[AGENT]).toEqual([{ output: `The tool says: ${told()}` }]);
	expect(calls.length).toBeGreaterThan(0);
});

it('tells the agent what is wrong in words that a model can act on', async () => {
	model.steps = [{ arguments: { webhook: 'made-up' } }];

	const run = await ask('How is my webhook?');

	expect(run).toMatchObject({ status: 'success' });
	expect(told()).toContain("SmartSuite has no webhook 'made-up' in this solution");
});
