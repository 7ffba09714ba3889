import { NodeOperationError } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';

import { SOLUTION_URL } from '../../nodes/SmartSuite/methods/locator.ts';
import {
	readFilter,
	readKinds,
	readSolutionId,
} from '../../nodes/SmartSuite/methods/subscription.ts';
import { nodeWith } from './fake-context.mts';

const node = nodeWith('1');
const reading = (parameters: Record<string, unknown>) => (name: string) => parameters[name] ?? '';
const locator = (mode: string, value: unknown) => ({ __rl: true, mode, value });

/** What is thrown by reading these parameters. */
function refusal(read: () => unknown): unknown {
	try {
		return read();
	} catch (error) {
		return error;
	}
}

const SOLUTION = '63b87cad645b3949631b55bf';
const TABLE = '63b87cad645b3949631b55c1';
const ADDRESS = `https://app.smartsuite.com/sv25cxf2/solution/${SOLUTION}`;

describe('the chosen solution', () => {
	it.each([
		[SOLUTION],
		[` ${SOLUTION} `],
		[locator('list', SOLUTION)],
		[locator('id', SOLUTION)],
		[locator('id', `${SOLUTION}\n`)],
		[locator('id', `${ADDRESS}/${TABLE}`)],
		[`${ADDRESS}/`],
		[` app.smartsuite.com/sv25cxf2/solution/${SOLUTION}`],
		[locator('list', ADDRESS)],
		[locator('url', SOLUTION)],
		[locator('url', ADDRESS)],
		[locator('url', `${ADDRESS}/`)],
		[locator('url', `${ADDRESS}/${TABLE}/63b8?filter=1#top`)],
		[locator('url', `${ADDRESS}?tab=2`)],
		[locator('url', `http://localhost:4010/sv25cxf2/solution/${SOLUTION}`)],
	])('is its id, however it was chosen: %j', (solution) => {
		expect(readSolutionId(node, reading({ solution }))).toBe(SOLUTION);
	});

	it.each([
		[undefined],
		[''],
		[' '],
		[null],
		[{}],
		[locator('list', '')],
		[locator('id', null)],
		[locator('url', '')],
	])('is asked for when it was not chosen: %j', (solution) => {
		const thrown = refusal(() => readSolutionId(node, reading({ solution })));
		expect(thrown).toBeInstanceOf(NodeOperationError);
		expect(thrown).toMatchObject({
			message: "'Solution' is empty",
			description: 'Choose one from the list, or enter its ID.',
		});
	});

	it.each(['url', 'id', 'list'])('is asked for again for another address (%s)', (mode) => {
		const solution = locator(mode, 'https://app.smartsuite.com/sv25cxf2/home');
		expect(refusal(() => readSolutionId(node, reading({ solution })))).toMatchObject({
			message:
				"'Solution' is not the address of a solution: 'https://app.smartsuite.com/sv25cxf2/home'",
			description: "Open the solution in SmartSuite and copy the browser's address.",
		});
	});

	it.each(['Demo Solution', 'Wähler', '[object Object]'])('is no name: %s', (value) => {
		const thrown = refusal(() => readSolutionId(node, reading({ solution: locator('id', value) })));
		expect(thrown).toBeInstanceOf(NodeOperationError);
		expect(thrown).toMatchObject({
			message: `'Solution' is not an ID: '${value}'`,
			description: 'Choose from the list, or enter the ID of the solution rather than its name.',
		});
	});

	it('has an address that the editor reads as this code does', () => {
		expect(new RegExp(SOLUTION_URL).exec(`${ADDRESS}/`)?.slice(1)).toEqual([SOLUTION]);
	});
});

describe('the chosen kinds of event', () => {
	it.each([
		[['RECORD_CREATED', 'RECORD_DELETED']],
		['RECORD_CREATED,RECORD_DELETED'],
		[' RECORD_CREATED , RECORD_DELETED ,'],
		['["created", "deleted"]'],
		['created, deleted, created'],
		[['Record Created', 'record-delete']],
		['CREATE,Deleted'],
	])('may come as a list or a text: %j', (events) => {
		expect(readKinds(node, reading({ events }))).toEqual(['RECORD_CREATED', 'RECORD_DELETED']);
	});

	it.each([
		['moved', 'moved'],
		['Record', 'Record'],
		['created; deleted', 'created; deleted'],
		['all', 'all'],
		[{ kind: 'created' }, '{"kind":"created"}'],
	])('are named where there is no such one: %j', (events, named) => {
		expect(refusal(() => readKinds(node, reading({ events })))).toMatchObject({
			message: `'Events' has no such choice: '${named}'`,
			description: 'Choose one or more of: Record Created, Record Updated, Record Deleted.',
		});
	});

	it.each([[undefined], [[]], [''], [[' ']]])('are asked for when there are none: %j', (events) => {
		expect(refusal(() => readKinds(node, reading({ events })))).toMatchObject({
			message: "'Events' is empty",
			description: 'Choose at least one.',
		});
	});
});

describe('what to watch', () => {
	it.each([
		{ parameters: {}, filter: { solution: {} } },
		{ parameters: { watch: 'solution' }, filter: { solution: {} } },
		{ parameters: { watch: 'solution', tables: ['t1'], table: 't1' }, filter: { solution: {} } },
		{
			parameters: { watch: 'tables', tables: ['t1', 't2'] },
			filter: { applications: { application_ids: ['t1', 't2'] } },
		},
		{
			parameters: { watch: 'tables', tables: 't1, t2', fields: ['f1'] },
			filter: { applications: { application_ids: ['t1', 't2'] } },
		},
		{
			parameters: { watch: 'tables', tables: `${ADDRESS}/${TABLE}/63b8, t2` },
			filter: { applications: { application_ids: [TABLE, 't2'] } },
		},
		{
			parameters: { watch: 'fields', table: `${ADDRESS}/${TABLE}`, fields: ['f1'] },
			filter: { application: { application_id: TABLE, field_ids: ['f1'] } },
		},
		{
			parameters: { watch: ' Specific Tables ', tables: 't1' },
			filter: { applications: { application_ids: ['t1'] } },
		},
		{
			parameters: { watch: 'fields', table: 't1', fields: ['f1', 'f2'] },
			filter: { application: { application_id: 't1', field_ids: ['f1', 'f2'] } },
		},
		{
			parameters: {
				watch: 'fields',
				table: locator('url', `${ADDRESS}/${TABLE}/`),
				fields: ['f1'],
			},
			filter: { application: { application_id: TABLE, field_ids: ['f1'] } },
		},
	])('has exactly one form: $parameters', ({ parameters, filter }) => {
		expect(readFilter(node, reading(parameters))).toEqual(filter);
	});

	it('is never the whole solution for a word that nobody knows', () => {
		expect(refusal(() => readFilter(node, reading({ watch: 'table' })))).toMatchObject({
			message: "'Watch' has no such choice: 'table'",
			description: 'Choose one of: Whole Solution, Specific Tables, Specific Fields.',
		});
	});

	it.each([
		[{ watch: 'tables' }, "'Table Names or IDs' is empty"],
		[{ watch: 'tables', tables: [] }, "'Table Names or IDs' is empty"],
		[
			{ watch: 'tables', tables: ['t1', 'All Tasks'] },
			"'Table Names or IDs' is not an ID: 'All Tasks'",
		],
		[
			{ watch: 'tables', tables: [ADDRESS] },
			`'Table Names or IDs' is not the address of a table: '${ADDRESS}'`,
		],
		[
			{ watch: 'fields', table: 't1', fields: 'Due Date' },
			"'Field Names or IDs' is not an ID: 'Due Date'",
		],
		[{ watch: 'fields', fields: ['f1'] }, "'Table' is empty"],
		[{ watch: 'fields', table: 't1', fields: [] }, "'Field Names or IDs' is empty"],
		[
			{ watch: 'fields', table: locator('url', ADDRESS), fields: ['f1'] },
			`'Table' is not the address of a table: '${ADDRESS}'`,
		],
	])('is asked for when a choice is missing: %j', (parameters, message) => {
		expect(refusal(() => readFilter(node, reading(parameters)))).toMatchObject({ message });
	});
});
