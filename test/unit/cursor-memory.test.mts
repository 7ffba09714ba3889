import type { IDataObject, IHookFunctions } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';

import {
	clear,
	commit,
	cursorOf,
	freshCursor,
	store,
	storedCursor,
} from '../../nodes/SmartSuite/trigger/cursor.ts';

let workflows = 0;

/** A node of a workflow of its own, with static data as n8n would have loaded it. */
function node({
	staticData = {} as IDataObject,
	workflowId = `workflow ${++workflows}`,
	id = 'n',
}) {
	const context = {
		getWorkflow: () => ({ id: workflowId }),
		getNode: () => ({ id }),
		getWorkflowStaticData: (type: string) => (type === 'node' ? staticData : {}),
	} as unknown as IHookFunctions;
	return { context, staticData, workflowId };
}

const at = (commits: number) => ({
	...freshCursor('w1', 'https://n8n.example.com/webhook/1'),
	pageToken: String(commits),
	recentEventIds: [`w1.${commits}`],
	commits,
});

describe('the cursor in static data', () => {
	it('comes back as it was stored', () => {
		const { context, staticData } = node({});
		store(context, at(3));
		expect(storedCursor(context)).toEqual(at(3));
		expect(JSON.parse(JSON.stringify(staticData))).toEqual(at(3));
	});

	it.each<IDataObject>([{}, { webhookId: '' }, { webhookId: 4 }, { pageToken: '7', commits: 2 }])(
		'is none without a webhook: %j',
		(staticData) => {
			expect(storedCursor(node({ staticData }).context)).toBeUndefined();
		},
	);

	it.each<IDataObject>([
		{ webhookId: 'w1' },
		{ webhookId: 'w1', pageToken: 7, webhookUrl: null, recentEventIds: 'w1.1', commits: '2' },
	])('is whole where others changed it: %j', (staticData) => {
		expect(storedCursor(node({ staticData }).context)).toEqual(freshCursor('w1', ''));
	});
});

describe('where the trigger goes on', () => {
	it('is what static data says after a restart', () => {
		const { context } = node({ staticData: { ...at(3) } });
		expect(cursorOf(context, 'w1')).toEqual(at(3));
	});

	it('is what this process committed when n8n rolled static data back, or wiped it', () => {
		const { context, staticData } = node({ staticData: { ...at(3) } });
		commit(context, at(4));
		expect(cursorOf(context, 'w1')).toEqual(at(4));
		for (const key of Object.keys(staticData)) delete staticData[key];
		expect(cursorOf(context, 'w1')).toEqual(at(4));
	});

	it('is what static data says when another process committed since', () => {
		const { context } = node({ staticData: { ...at(5) } });
		commit(context, at(4));
		expect(cursorOf(context, 'w1')).toEqual(at(5));
	});

	it('is nowhere for the webhook of another node, workflow or service', () => {
		const own = node({ staticData: { ...at(3) } });
		commit(own.context, at(3));
		expect(cursorOf(own.context, 'w2')).toBeUndefined();
		expect(cursorOf(node({}).context, 'w1')).toBeUndefined();
		const beside = node({ workflowId: own.workflowId, id: 'another node' });
		expect(cursorOf(beside.context, 'w1')).toBeUndefined();
	});

	it('is forgotten with the webhook', () => {
		const { context, staticData } = node({ staticData: { ...at(3), foreign: 'key' } });
		commit(context, at(3));
		clear(context);
		expect(cursorOf(context, 'w1')).toBeUndefined();
		expect(staticData).toEqual({});
	});
});
