import { afterAll, beforeAll, expect, it } from 'vitest';
import { startChatModel, type ChatModel } from './chat-model.mts';
import { byId, manualTrigger, node, smartSuiteNode } from './nodes.mts';
import { runOnce } from './own-workflow.mts';
import { startWorld, type World } from './world.mts';

const START = 'Start';
const AGENT = 'AI Agent';
const MODEL = 'Chat Model';
const TOOL = 'List webhooks';

let world: World;
let model: ChatModel;

beforeAll(async () => {
	world = await startWorld({ name: 'agent-tool' });
	model = await startChatModel({ solution: world.emulator.solution.id });
});

afterAll(async () => {
	await model?.stop();
	await world?.stop();
});

/** An agent that has a model and the SmartSuite node as its tool; the model names the solution. */
async function agentWorkflow() {
	const openAiApi = await world.client.createCredential('openAiApi', 'Model', {
		apiKey: 'none',
		url: model.url,
		header: false,
	});
	const link = (type: string) => ({ [type]: [[{ node: AGENT, type, index: 0 }]] });
	return {
		name: 'Agent',
		nodes: [
			manualTrigger(START),
			node(AGENT, '@n8n/n8n-nodes-langchain.agent', {
				typeVersion: 3,
				parameters: {
					promptType: 'define',
					text: 'Which webhooks are there?',
					options: { enableStreaming: false },
				},
			}),
			node(MODEL, '@n8n/n8n-nodes-langchain.lmChatOpenAi', {
				typeVersion: 1.2,
				credentials: { openAiApi },
				parameters: { model: byId('stand-in'), options: {} },
			}),
			smartSuiteNode(
				TOOL,
				world.credential,
				{
					resource: 'webhook',
					operation: 'getAll',
					solution: byId("={{ $fromAI('solution', 'ID of the solution', 'string') }}"),
					returnAll: true,
				},
				{ type: 'n8n-nodes-smartsuite.smartSuiteTool' },
			),
		],
		connections: {
			[START]: link('main'),
			[MODEL]: link('ai_languageModel'),
			[TOOL]: link('ai_tool'),
		},
	};
}

it('serves an agent as a tool', async () => {
	const { emulator } = world;
	const { id } = emulator.elsewhere.createWebhook({
		solutionId: emulator.solution.id,
		kinds: ['RECORD_CREATED'],
		filter: { solution: {} },
	});

	const run = await runOnce(world, await agentWorkflow(), START);

	console.log(JSON.stringify({ run, requests: model.requests }, null, 1));
	expect(run).toMatchObject({ status: 'success' });
	expect(run.items[AGENT]).toMatchObject([{ output: expect.stringContaining(id) as string }]);
	expect(emulator.calls.map(({ rpc }) => rpc)).toEqual(['ListWebhooks']);
});
