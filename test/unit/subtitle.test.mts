import { Workflow } from 'n8n-workflow';
import type { INodeType, INodeTypes } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';

import { SmartSuite } from '../../nodes/SmartSuite/SmartSuite.node.ts';
import { SmartSuiteTrigger } from '../../nodes/SmartSuite/SmartSuiteTrigger.node.ts';
import { nodeWith } from './fake-context.mts';

/** What the canvas shows under the node's name. */
function subtitleOf(type: INodeType, parameters: Record<string, unknown>): unknown {
	const node = { ...nodeWith('1'), parameters: parameters as Record<string, string> };
	const nodeTypes = { getByNameAndVersion: () => type } as unknown as INodeTypes;
	const workflow = new Workflow({ nodes: [node], connections: {}, active: false, nodeTypes });
	const { subtitle = '' } = type.description;
	return workflow.expression.getSimpleParameterValue(node, subtitle, 'internal', {});
}

describe('the canvas shows under the action node', () => {
	it.each([
		['comment', 'create', 'Create comment'],
		['event', 'getAll', 'Get many events'],
		['file', 'getLink', 'Get link of file'],
		['table', 'get', 'Get table'],
		['webhook', 'create', 'Create webhook'],
		['webhook', 'keepAlive', 'Keep webhooks alive'],
	])('the action in words: %s %s', (resource, operation, words) => {
		expect(subtitleOf(new SmartSuite(), { resource, operation })).toBe(words);
	});
});

describe('the canvas shows under the trigger', () => {
	it.each([
		[['RECORD_CREATED', 'RECORD_DELETED'], 'created, deleted'],
		['RECORD_CREATED,RECORD_DELETED', 'created, deleted'],
		['created, updated', 'created, updated'],
		['["Record Updated"]', 'updated'],
	])('the kinds of change, however they are given: %j', (events, words) => {
		expect(subtitleOf(new SmartSuiteTrigger(), { events })).toBe(words);
	});
});
