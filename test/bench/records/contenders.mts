import type { CredentialReference, WorkflowJson } from '../../e2e/n8n-client.mts';
import { byId, chain, manualTrigger, node, noOp, smartSuiteNode } from '../../e2e/nodes.mts';
import type { NodeJson } from '../../e2e/nodes.mts';
import { ARRIVED } from '../../e2e/workflows.mts';
import type { World } from '../../e2e/world.mts';
import { tokenCredential } from '../contenders/token-credential.mts';
import { rowsCode, type Work } from './workloads.mts';

/** The node that begins each workflow. */
export const START = 'Start';
const ROWS = 'Rows';
const LOOK_UP = 'Look Up';
const IS_THERE = 'Is There';
const DIFFERS = 'Differs';
const UPDATE = 'Update';
const CREATE = 'Create';

/** A way to write and read records with n8n. */
export interface RecordContender {
	/** Names it on the command line. */
	id: string;
	title: string;
	/** A workflow that begins with so many items; undefined where there is nothing of its own to measure. */
	workflow(world: World, work: Work, items: number): Promise<WorkflowJson | undefined>;
}

export const RECORD_CONTENDERS: RecordContender[] = [
	{
		id: 'smartsuite',
		title: 'SmartSuite',
		workflow: ({ credential, emulator }, work, items) => {
			const parameters = ours(emulator.tables.tasks.id)[work];
			return Promise.resolve(
				chain('SmartSuite', [
					...beginning(work, items),
					smartSuiteNode(work, credential, { resource: 'record', ...parameters }),
					noOp(ARRIVED),
				]),
			);
		},
	},
	{
		id: 'batching',
		title: 'HTTP Request, batching',
		workflow: (world, work, items) => handMade(world, work, items, BATCHING),
	},
	{
		id: 'at-once',
		title: 'HTTP Request',
		workflow: (world, work, items) =>
			// Pages are read one after the other in any case.
			work === 'read' ? Promise.resolve(undefined) : handMade(world, work, items, {}),
	},
];

/** Just below five a second: at five, a call that comes early costs a pause of 30 seconds. */
const BETWEEN_CALLS_MS = 220;
const BATCHING = { batching: { batch: { batchSize: 1, batchInterval: BETWEEN_CALLS_MS } } };

const ours = (tableId: string): Record<Work, Record<string, unknown>> => {
	const table = byId(tableId);
	const json = '={{ $json }}';
	return {
		create: { operation: 'create', table, inputMode: 'json', json },
		upsert: { operation: 'upsert', table, inputMode: 'json', json, matchFields: ['title'] },
		read: { operation: 'getAll', table, returnAll: true },
	};
};

function beginning(work: Work, items: number): NodeJson[] {
	const rows = node(ROWS, 'n8n-nodes-base.code', {
		typeVersion: 2,
		parameters: { jsCode: rowsCode(items) },
	});
	return work === 'read' ? [manualTrigger(START)] : [manualTrigger(START), rows];
}

/** Where a call goes, and what HTTP Request is to have beside that. */
interface Calling {
	credential: CredentialReference;
	records: string;
	options: Record<string, unknown>;
}

async function handMade(
	world: World,
	work: Work,
	items: number,
	options: Record<string, unknown>,
): Promise<WorkflowJson> {
	const { emulator } = world;
	const calling = {
		credential: await tokenCredential(world),
		records: `${emulator.url}/api/v1/applications/${emulator.tables.tasks.id}/records/`,
		options,
	};
	const start = beginning(work, items);
	if (work === 'read') return chain('By hand', [...start, ...pages(calling), noOp(ARRIVED)]);
	if (work === 'upsert') return lookedUp(start, calling);
	return chain('By hand', [...start, createNode(calling), noOp(ARRIVED)]);
}

/** With five tries, five seconds apart, the most that n8n offers. */
function call(
	name: string,
	{ credential, options }: Calling,
	{ method = 'POST', url, body }: { method?: string; url: string; body: string },
): NodeJson {
	return node(name, 'n8n-nodes-base.httpRequest', {
		typeVersion: 4.2,
		credentials: { httpCustomAuth: credential },
		retryOnFail: true,
		maxTries: 5,
		waitBetweenTries: 5_000,
		parameters: {
			method,
			url,
			authentication: 'genericCredentialType',
			genericAuthType: 'httpCustomAuth',
			sendBody: true,
			specifyBody: 'json',
			jsonBody: body,
			options,
		},
	});
}

const RECORD = `={{ (({ Title, Estimate }) => ({ title: Title, status: { value: 'complete' }, sestimate1: Estimate }))($('${ROWS}').item.json) }}`;

const createNode = (calling: Calling) =>
	call(CREATE, calling, { url: calling.records, body: RECORD });

/** n8n's own pagination, with a page after the last full one. */
function pages(calling: Calling): NodeJson[] {
	const pagination = {
		paginationMode: 'updateAParameterInEachRequest',
		parameters: {
			parameters: [{ type: 'qs', name: 'offset', value: '={{ $pageCount * 1000 }}' }],
		},
		paginationCompleteWhen: 'other',
		completeExpression: '={{ $response.body.items.length < 1000 }}',
		requestInterval: BETWEEN_CALLS_MS,
	};
	const paged = { ...calling, options: { pagination: { pagination } } };
	return [
		call(LOOK_UP, paged, { url: `${calling.records}list/?limit=1000`, body: '{}' }),
		node('Records', 'n8n-nodes-base.splitOut', { parameters: { fieldToSplitOut: 'items' } }),
	];
}

/** Looks each row up by its title, then updates or creates what differs. */
function lookedUp(start: NodeJson[], calling: Calling): WorkflowJson {
	const filter = `{ operator: 'and', fields: [{ field: 'title', comparison: 'is', value: $json.Title }] }`;
	const lookUp = call(LOOK_UP, calling, {
		url: `${calling.records}list/?limit=1`,
		body: `={{ ({ filter: ${filter} }) }}`,
	});
	const update = call(UPDATE, calling, {
		method: 'PATCH',
		url: `=${calling.records}{{ $json.items[0].id }}/`,
		body: RECORD,
	});
	const { connections, nodes, name } = chain('By hand', [...start, lookUp]);
	const to = (node: string) => [{ node, type: 'main', index: 0 }];
	const others = [
		test('if', IS_THERE, '={{ $json.items.length > 0 }}'),
		test('filter', DIFFERS, "={{ $json.items[0].status.value !== 'complete' }}"),
		update,
		createNode(calling),
		noOp(ARRIVED),
	];
	return {
		name,
		nodes: [...nodes, ...others],
		connections: {
			...connections,
			[LOOK_UP]: { main: [to(IS_THERE)] },
			[IS_THERE]: { main: [to(DIFFERS), to(CREATE)] },
			[DIFFERS]: { main: [to(UPDATE)] },
			[UPDATE]: { main: [to(ARRIVED)] },
			[CREATE]: { main: [to(ARRIVED)] },
		},
	};
}

const test = (type: 'if' | 'filter', name: string, leftValue: string) =>
	node(name, `n8n-nodes-base.${type}`, {
		typeVersion: 2.2,
		parameters: {
			conditions: {
				options: { version: 2, caseSensitive: true, typeValidation: 'strict' },
				combinator: 'and',
				conditions: [
					{ leftValue, operator: { type: 'boolean', operation: 'true', singleValue: true } },
				],
			},
		},
	});
