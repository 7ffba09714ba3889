import { expect, it } from 'vitest';
import { AGENT, setUpAgent } from './agent.mts';
import { byId } from './nodes.mts';

const agent = setUpAgent('agent-tool');

/** The agent's only tool looks at a webhook, which the model names. */
async function ask(text: string) {
	const parameters = {
		resource: 'webhook',
		operation: 'get',
		solution: byId(agent.world.emulator.solution.id),
		webhook: byId("={{ $fromAI('webhook', 'ID of the webhook', 'string') }}"),
	};
	return await agent.ask(text, { 'Look at a webhook': parameters });
}

/** What the model was told by the tool. */
const told = () => agent.told()[0];

it('answers an agent that uses the node as its tool', async () => {
	const { elsewhere, solution, calls } = agent.world.emulator;
	const kinds = ['RECORD_CREATED' as const];
	const definition = { solutionId: solution.id, kinds, filter: { solution: {} } };
	const { id } = elsewhere.createWebhook(definition);
	agent.model.steps = [{ arguments: { webhook: id } }];

	const run = await ask('How is my webhook?');

	expect(run).toMatchObject({ status: 'success' });
	expect(agent.model.requests).toHaveLength(2);
	expect(agent.model.requests[0]?.tools).toMatchObject([
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
	agent.model.steps = [{ arguments: { webhook: 'made-up' } }];

	const run = await ask('How is my webhook?');

	expect(run).toMatchObject({ status: 'success' });
	expect(told()).toContain("SmartSuite has no webhook 'made-up' in this solution");
});
