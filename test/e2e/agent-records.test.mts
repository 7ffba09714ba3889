import { expect, it } from 'vitest';
import { setUpAgent } from './agent.mts';
import { byId } from './nodes.mts';

const agent = setUpAgent('agent-records');

const byAgent = (name: string, what: string, type = 'string') =>
	`={{ $fromAI('${name}', '${what}', '${type}') }}`;

/** Of an agent that fills in tables it has never seen. */
const table = byId(byAgent('table', 'ID of the table'));
const TOOLS = {
	'Find tables': { resource: 'table', operation: 'getAll', returnAll: true },
	'Read fields': { resource: 'table', operation: 'get', table },
	'Create record': {
		resource: 'record',
		operation: 'create',
		table,
		inputMode: 'json',
		json: byAgent('record', 'The record by labels', 'json'),
	},
};

it('lets an agent find a table, read its fields, create a record, and correct itself', async () => {
	const { tasks } = agent.world.emulator.tables;
	const record = { Title: 'Call Ada', 'Assigned To': 'ada@example.com' };
	agent.model.steps = [
		{ tool: 'Find', arguments: {} },
		{ tool: 'Read', arguments: { table: tasks.id } },
		{ tool: 'Create', arguments: { table: tasks.id, record: { ...record, Status: 'Doing' } } },
		{
			tool: 'Create',
			arguments: { table: tasks.id, record: { ...record, Status: 'In Progress' } },
		},
	];

	const run = await agent.ask('Have Ada called', TOOLS);

	expect(run).toMatchObject({ status: 'success' });
	const [found, fields, refused, created] = agent.told();
	expect(JSON.parse(found ?? '')).toContainEqual(expect.objectContaining({ name: 'Tasks' }));
	expect(fields).toContain('In Progress');
	expect(refused).toContain("'Status' has no choice 'Doing'");
	expect(refused).toContain('In Progress');
	expect(JSON.parse(created ?? '')).toMatchObject([
		{ ...record, 'Assigned To': [{}], Status: 'In Progress' },
	]);
});
