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

/** A language model's stand-in: it uses the first tool it is given, once, and repeats what that says. */
export interface ChatModel {
	/** What OpenAI's credential calls the base URL. */
	url: string;
	readonly requests: ChatRequest[];
	/** What it gives to the tool. */
	toolArguments: object;
	stop(): Promise<void>;
}

/** Starts a model on a free port of loopback. */
export async function startChatModel(): Promise<ChatModel> {
	const requests: ChatRequest[] = [];
	const app = express();
	app.post('/v1/chat/completions', express.json({ limit: '5mb' }), (request, response) => {
		const asked = request.body as ChatRequest;
		requests.push(asked);
		response.json(completion(asked, model.toolArguments));
	});
	const server = createServer(app).listen(0, '127.0.0.1');
	await once(server, 'listening');
	const { port } = server.address() as AddressInfo;
	const model: ChatModel = {
		url: `http://127.0.0.1:${port}/v1`,
		requests,
		toolArguments: {},
		stop: () => closeServer(server),
	};
	return model;
}

function completion({ messages, tools }: ChatRequest, toolArguments: object): object {
	const result = messages.find(({ role }) => role === 'tool');
	const call = {
		id: 'call-1',
		type: 'function',
		function: { name: tools[0]?.function.name, arguments: JSON.stringify(toolArguments) },
	};
	const message = result
		? { role: 'assistant', content: `The tool says: ${result.content}` }
		: { role: 'assistant', content: null, tool_calls: [call] };
	const finish_reason = result ? 'stop' : 'tool_calls';
	return {
		id: 'completion-1',
		object: 'chat.completion',
		created: 0,
		model: 'stand-in',
		choices: [{ index: 0, message, finish_reason }],
		usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
	};
}
