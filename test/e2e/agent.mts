import { afterAll, beforeAll, beforeEach } from 'vitest';
import { startChatModel, type ChatModel } from './chat-model.mts';
import type { Execution } from './executions.mts';
import type { CredentialReference } from './n8n-client.mts';
import { byId, manualTrigger, node, smartSuiteNode } from './nodes.mts';
import { runOnce } from './own-workflow.mts';
import { startWorld, type World } from './world.mts';

export const AGENT = 'AI Agent';
const START = 'Start';
const MODEL = 'Chat Model';

/** An agent of n8n's that has SmartSuite nodes as its tools, and a model that a test tells what to do. */
export interface Agent {
	readonly world: World;
	readonly model: ChatModel;
	/** @param tools parameters of each, by its name */
	ask(text: string, tools: Record<string, Record<string, unknown>>): Promise<Execution>;
	/** What the tools said, in turn. */
	told(): string[];
}

/** Sets up an agent for all tests of a file; SmartSuite and the model start over with each. */
export function setUpAgent(name: string): Agent {
	let world: World;
	let model: ChatModel;
	let openAiApi: CredentialReference;

	beforeAll(async () => {
		world = await startWorld({ name });
		model = await startChatModel();
		const data = { apiKey: 'none', url: model.url, header: false };
		openAiApi = await world.client.createCredential('openAiApi', 'Model', data);
	});
	beforeEach(() => {
		world.emulator.reset();
		model.requests.length = 0;
	});
	afterAll(async () => {
		await world?.stop();
		await model?.stop();
	});

	return {
		get world() {
			return world;
		},
		get model() {
			return model;
		},
		async ask(text, tools) {
			const type = 'n8n-nodes-smartsuite.smartSuiteTool';
			const toolNodes = Object.entries(tools).map(([tool, parameters]) =>
				smartSuiteNode(tool, world.credential, parameters, { type }),
			);
			return await runOnce(world, workflowOf(text, openAiApi, toolNodes), START);
		},
		told: () =>
			(model.requests.at(-1)?.messages ?? [])
				.filter(({ role }) => role === 'tool')
				.map(({ content }) => content),
	};
}

function workflowOf(
	text: string,
	openAiApi: CredentialReference,
	tools: Array<ReturnType<typeof smartSuiteNode>>,
) {
	const agent = node(AGENT, '@n8n/n8n-nodes-langchain.agent', {
		typeVersion: 3,
		parameters: { promptType: 'define', text, options: { enableStreaming: false } },
	});
	const chatModel = node(MODEL, '@n8n/n8n-nodes-langchain.lmChatOpenAi', {
		typeVersion: 1.2,
		credentials: { openAiApi },
		parameters: { model: byId('stand-in'), options: {} },
	});
	const link = (type: string) => ({ [type]: [[{ node: AGENT, type, index: 0 }]] });
	const links = tools.map(({ name }) => [name, link('ai_tool')] as const);
	return {
		name: 'Agent',
		nodes: [manualTrigger(START), agent, chatModel, ...tools],
		connections: {
			[START]: link('main'),
			[MODEL]: link('ai_languageModel'),
			...Object.fromEntries(links),
		},
	};
}
