import type { IDataObject, IHookFunctions } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';

import {
	clear,
	commit,
	cursorOf,
	forget,
	freshCursor,
	store,
	storedCursor,
} from '../../nodes/SmartSuite/trigger/cursor.ts';

let workflows = 0;

/** A node of a workflow of its own, with static data of its own as n8n would have loaded it. */
function node({
	stored = {} as IDataObject,
	instanceId = 'n8n 1',
	workflowId = `remembering workflow ${++workflows}`,
	id = 'n',
}) {
	const owner = `${instanceId} ${workflowId} ${id}`;
	const staticData: IDataObject = { owner, ...stored };
	const context = {
		getInstanceId: () => instanceId,
		getWorkflow: () => ({ id: workflowId }),
		getNode: () => ({ id }),
		getWorkflowStaticData: (type: string) => (type === 'node' ? staticData : {}),
	} as unknown as IHookFunctions;
	return { context, staticData, workflowId, owner };
}

const at = (commits: number) => ({
	...freshCursor('w1', 'https://n8n.example.com/webhook/1'),
	pageToken: String(commits),
	recentEventIds: [`w1.${commits}`],
	commits,
});

describe('the cursor in static data', () => {
	it('comes back as it was stored', () => {
		const { context, staticData, owner } = node({ stored: { owner: '' } });
		store(context, at(3));
		expect(storedCursor(context)).toEqual(at(3));
		expect(JSON.parse(JSON.stringify(staticData))).toEqual({ ...at(3), owner });
	});

	it('comes back with what its pages were like', () => {
		const { context } = node({});
		const pages = { size: 50, fullest: 7, trustedAt: 1_000, vary: true as const };
		store(context, { ...at(3), pages });
		expect(storedCursor(context)).toEqual({ ...at(3), pages });
	});

	it('comes back as one of a test, and is none without the word', () => {
		const { context } = node({});
		store(context, { ...at(3), isForTest: true });
		expect(storedCursor(context)).toEqual({ ...at(3), isForTest: true });
		store(context, at(3));
		expect(storedCursor(context)).toEqual(at(3));
	});

	it('is all that static data holds then', () => {
		const { context, staticData, owner } = node({ stored: { leaving: 'w0', foreign: 'key' } });
		store(context, at(3));
		expect(staticData).toEqual({ ...at(3), owner });
	});

	it('comes back with the one before it, until that is read to its end', () => {
		const { context, staticData, owner } = node({});
		const previous = { ...at(2), webhookId: 'w0', until: '2026-11-23T12:00:00Z' };
		store(context, { ...at(3), previous });
		expect(storedCursor(context)).toEqual({ ...at(3), previous });
		store(context, { ...at(4), previous: undefined });
		expect(storedCursor(context)).toEqual(at(4));
		expect(JSON.parse(JSON.stringify(staticData))).toEqual({ ...at(4), owner });
		store(context, { ...at(5), previous });
		store(context, at(6));
		expect(storedCursor(context)).toEqual(at(6));
	});

	it.each<IDataObject>([{}, { webhookId: '' }, { webhookId: 4 }, { pageToken: '7', commits: 2 }])(
		'is none without a webhook: %j',
		(stored) => {
			expect(storedCursor(node({ stored }).context)).toBeUndefined();
		},
	);

	it.each<IDataObject>([
		{ webhookId: 'w1' },
		{ webhookId: 'w1', pageToken: 7, webhookUrl: null, recentEventIds: 'w1.1', commits: '2' },
		{ webhookId: 'w1', pages: null },
		{ webhookId: 'w1', pages: { size: '50', fullest: 7 } },
		{ webhookId: 'w1', pages: { size: 50 } },
		{ webhookId: 'w1', previous: null, until: 7, isForTest: 'true' },
		{ webhookId: 'w1', previous: { webhookId: '' } },
	])('is whole where others changed it: %j', (stored) => {
		expect(storedCursor(node({ stored }).context)).toEqual(freshCursor('w1', ''));
	});
});

describe('the cursor of another node', () => {
	const own = { instanceId: 'n8n 1', workflowId: 'owned workflow', id: 'owning node' };

	it.each([
		{ came: 'from another n8n', to: { ...own, instanceId: 'n8n 2' } },
		{ came: 'with a copied workflow', to: { ...own, workflowId: 'copy of the workflow' } },
		{ came: 'with a copied node', to: { ...own, id: 'copy of the node' } },
	])('counts for nothing when it $came, and is replaced by the own one', ({ to }) => {
		const { owner } = node(own);
		const imported = node({ ...to, stored: { ...at(3), owner } });
		expect(storedCursor(imported.context)).toBeUndefined();
		expect(cursorOf(imported.context, 'w1')).toBeUndefined();
		store(imported.context, at(1));
		expect(storedCursor(imported.context)).toEqual(at(1));
		expect(imported.staticData).toEqual({ ...at(1), owner: imported.owner });
	});

	it('counts for nothing when nobody is named', () => {
		const { context } = node({ stored: { ...at(3), owner: undefined } });
		expect(storedCursor(context)).toBeUndefined();
	});
});

describe('where the trigger goes on', () => {
	it('is what static data says after a restart', () => {
		const { context } = node({ stored: { ...at(3) } });
		expect(cursorOf(context, 'w1')).toEqual(at(3));
	});

	it('is what this process committed when n8n rolled static data back, or wiped it', () => {
		const { context, staticData } = node({ stored: { ...at(3) } });
		commit(context, at(4));
		expect(cursorOf(context, 'w1')).toEqual(at(4));
		for (const key of Object.keys(staticData)) delete staticData[key];
		expect(cursorOf(context, 'w1')).toEqual(at(4));
	});

	it('is what static data says when another process committed since', () => {
		const { context } = node({ stored: { ...at(5) } });
		commit(context, at(4));
		expect(cursorOf(context, 'w1')).toEqual(at(5));
	});

	it('is nowhere for the webhook of another node, workflow or service', () => {
		const own = node({ stored: { ...at(3) } });
		commit(own.context, at(3));
		expect(cursorOf(own.context, 'w2')).toBeUndefined();
		expect(cursorOf(node({}).context, 'w1')).toBeUndefined();
		const beside = node({ workflowId: own.workflowId, id: 'another node' });
		expect(cursorOf(beside.context, 'w1')).toBeUndefined();
		const elsewhere = node({ workflowId: own.workflowId, instanceId: 'n8n 2' });
		expect(cursorOf(elsewhere.context, 'w1')).toBeUndefined();
	});

	it('is forgotten with the webhook, in this process and then in static data', () => {
		const { context, staticData } = node({ stored: { ...at(3), foreign: 'key' } });
		commit(context, at(4));
		forget(context, 'w1');
		expect(cursorOf(context, 'w1')).toEqual(at(3));
		clear(context);
		expect(cursorOf(context, 'w1')).toBeUndefined();
		expect(staticData).toEqual({});
	});

	it('is not forgotten with another webhook', () => {
		const { context } = node({});
		commit(context, at(4));
		forget(context, 'w2');
		forget(node({}).context, 'w1');
		expect(cursorOf(context, 'w1')).toEqual(at(4));
	});
});
