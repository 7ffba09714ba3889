import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { closeServer } from '../emulator/server.mts';

/** What an agent tells a model and asks of it, in the form of OpenAI's chat completions. */
interface ChatRequest {
	messages: Array<{ role: string; content: string }>;
	tools: Array<{ function: { name: string; description: string; parameters: object } }>;
}

/** One use of a tool. */
interface Step {
	/** What its name holds; the first tool where it does not matter. */
	tool?: string;
	arguments: object;
}

/** A language model's stand-in: it uses tools, one after the other, and repeats what the last one says. */
export interface ChatModel {
	/** What OpenAI's credential calls the base URL. */
	url: string;
	readonly requests: ChatRequest[];
	/** How it uses the tools. */
	steps: Step[];
	stop(): Promise<void>;
}

/** Starts a model on a free port of loopback. */
export async function startChatModel(): Promise<ChatModel> {
	const requests: ChatRequest[] = [];
	const app = express();
	app.post('/v1/chat/completions', express.json({ limit: '5mb' }), (request, response) => {
		const asked = request.body as ChatRequest;
		requests.push(asked);
		response.json(completion(asked, model.steps));
	});
	const server = createServer(app).listen(0, '127.0.0.1');
	await once(server, 'listening');
	const { port } = server.address() as AddressInfo;
	const model: ChatModel = {
		url: `http://127.0.0.1:${port}/v1`,
		requests,
		steps: [],
		stop: () => closeServer(server),
	};
	return model;
}

function completion({ messages, tools }: ChatRequest, steps: Step[]): object {
	const results = messages.filter(({ role }) => role === 'tool');
	const step = steps[results.length];
	const tool = tools.find(({ function: { name } }) => name.includes(step?.tool ?? ''));
	const call = {
		id: `call-${results.length + 1}`,
		type: 'function',
		function: { name: tool?.function.name, arguments: JSON.stringify(step?.arguments) },
	};
	const message = step
		? { role: 'assistant', content: null, tool_calls: [call] }
		: { role: 'assistant', content: `The tool says: ${results.at(-1)?.content}` };
	const finish_reason = step ? 'tool_calls' : 'stop';
	return {
		id: 'completion-1',
		object: 'chat.completion',
		created: 0,
		model: 'stand-in',
		choices: [{ index: 0, message, finish_reason }],
		usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
	};
}
