import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { byId } from './nodes.mts';
import { publishTrigger } from './published-trigger.mts';
import { ONCE } from './tally.mts';
import { arrivedItems } from './workflows.mts';
import { startWorld, type World } from './world.mts';

let world: World;

beforeAll(async () => {
	world = await startWorld({ name: 'trigger-watched' });
});

afterAll(() => world?.stop());

beforeEach(() => world.emulator.reset());

/** Creates, updates and deletes a record in each table: two of the demo solution, one of another. */
function changeEverywhere(): void {
	const { records, tables } = world.emulator;
	const { tasks, contacts, deals } = tables;
	const live = (table: string, ...updates: Array<Record<string, unknown>>) => {
		const { id } = records.create(table, { title: 'New' });
		for (const update of updates) records.update(table, id, update);
		records.delete(table, id);
	};
	live(
		tasks.id,
		{ title: 'Renamed' },
		{ status: 'complete' },
		{ title: 'Urgent', priority: 'Qx3uC' },
	);
	live(contacts.id, { scompany01: 'Example Ltd' });
	live(deals.id, { title: 'Renamed' });
}

/** What arrives of it: kind and table, then the changed fields. */
const TASKS = [
	['RECORD_CREATED Tasks'],
	['RECORD_UPDATED Tasks', 'Title'],
	['RECORD_UPDATED Tasks', 'Status'],
	['RECORD_UPDATED Tasks', 'Title', 'Priority'],
	['RECORD_DELETED Tasks'],
];
const CONTACTS = [
	['RECORD_CREATED Contacts'],
	['RECORD_UPDATED Contacts', 'Company'],
	['RECORD_DELETED Contacts'],
];

type Tables = World['emulator']['tables'];
type Watched = [what: string, parameters: (tables: Tables) => object, expected: string[][]];

it.each<Watched>([
	['the whole solution', () => ({ watch: 'solution' }), [...TASKS, ...CONTACTS]],
	['one table', ({ contacts }) => ({ watch: 'tables', tables: [contacts.id] }), CONTACTS],
	[
		'two tables',
		({ tasks, contacts }) => ({ watch: 'tables', tables: [tasks.id, contacts.id] }),
		[...TASKS, ...CONTACTS],
	],
	[
		'two fields of a table',
		({ tasks }) => ({
			watch: 'fields',
			table: byId(tasks.id),
			fields: ['status', 'priority'],
		}),
		TASKS.filter(([, ...fields]) => fields.join() !== 'Title'),
	],
	[
		'one kind of change in a table',
		({ tasks }) => ({ watch: 'tables', tables: [tasks.id], events: ['RECORD_UPDATED'] }),
		TASKS.filter(([what]) => what?.startsWith('RECORD_UPDATED')),
	],
])('delivers once what happens to %s, and nothing else', async (_, parametersFor, expected) => {
	const { tables } = world.emulator;
	const parameters = { ...parametersFor(tables) };
	const trigger = await publishTrigger(world, { parameters });

	changeEverywhere();

	expect(await trigger.tally()).toMatchObject({ ...ONCE, events: expected.length, failed: 0 });
	const names = new Map(Object.values(tables).map(({ id, name }) => [id, name]));
	const arrived = arrivedItems(await trigger.executions()).map((item) => [
		`${String(item.kind)} ${names.get(String(item.table_id))}`,
		...(item.changed_fields as string[]),
	]);
	expect(arrived).toEqual(expected);
});
