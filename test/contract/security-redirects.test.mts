import { ExecuteContext } from 'n8n-core';
import { createRunExecutionData } from 'n8n-workflow';
import type { IHttpRequestOptions } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';
import { execute, load, search } from './action.mts';
import { storeCredential, testedBy } from './credentials.mts';
import { fastForward } from './fast-forward.mts';
import { startN8n } from './n8n.mts';
import { inSolution } from './shown.mts';
import { serve, type StrangeServer } from './strange-server.mts';
import { action, additionalDataOf, nodeOf, workflowOf } from './workflow.mts';
import { byId } from './world.mts';

const STATUSES = [301, 302, 303, 307, 308];

/** A SmartSuite that sends everything to another host, and that host. */
async function world(status: number) {
	const elsewhere = await serve((response) => response.end('{}'));
	const smartSuite = await serve((response) =>
		response.writeHead(status, { location: `${elsewhere.url}/` }).end(),
	);
	const credential = storeCredential({
		apiToken: 'redirected-token',
		accountId: 'sv25cxf2',
		apiUrl: smartSuite.url,
		webhooksUrl: smartSuite.url,
		requestsPerSecond: 1_000,
	});
	return { elsewhere, smartSuite, credential };
}

type World = Awaited<ReturnType<typeof world>>;

/** n8n's context for the action node. */
function contextOf({ credential }: World) {
	const node = nodeOf(action, {});
	const workflow = workflowOf(node);
	const data = additionalDataOf(credential, 'http://127.0.0.1');
	const items = [{ json: {} }];
	const executeData = { node, data: { main: [items] }, source: null };
	return new ExecuteContext(
		workflow,
		node,
		data,
		'internal',
		createRunExecutionData(),
		0,
		items,
		{ main: [items] },
		executeData,
		[],
	);
}

/** The sentence of the credential's test, as what it refuses with. */
async function testCredential({ credential }: World): Promise<never> {
	throw new Error((await testedBy(credential)).message);
}

/** Whatever leads to a call with the token. */
const acts: Record<string, (world: World) => Promise<unknown>> = {
	'a webhook operation': ({ credential }) => execute(credential, inSolution('s', 'getAll')),
	'a webhook’s creation': ({ credential }) =>
		execute(credential, inSolution('s', 'create', { notificationUrl: 'https://n8n.example/' })),
	'a dropdown': ({ credential }) => search(credential, 'searchSolutions'),
	'a dropdown by POST': ({ credential }) => load(credential, 'getMembers'),
	publishing: async ({ credential }) =>
		(await startN8n()).host(credential, { solution: byId('s') }).publish(),
	'the credential test': testCredential,
};

/** What arrived at a host, of what is secret. */
const secretsAt = ({ received }: StrangeServer) =>
	received.map(({ authorization }) => authorization).filter(Boolean);

describe.each(STATUSES)('a redirect to another host (%i)', (status) => {
	it.each(Object.entries(acts))('is not followed by %s', async (_, act) => {
		const there = await world(status);
		const failure: unknown = await fastForward(() => act(there).catch((error: unknown) => error));
		expect(failure).toBeInstanceOf(Error);
		expect(secretsAt(there.smartSuite)).toContain('Token redirected-token');
		expect(there.elsewhere.received).toEqual([]);
	});

	it('gets no token where n8n follows it, as in its HTTP Request node', async () => {
		const there = await world(status);
		const { helpers } = contextOf(there);
		const options: IHttpRequestOptions = { url: there.smartSuite.url, method: 'GET' };
		await helpers.httpRequestWithAuthentication.call(contextOf(there), 'smartSuiteApi', options);
		expect(secretsAt(there.smartSuite)).toEqual(['Token redirected-token']);
		expect(there.elsewhere.received.length).toBe(1);
		expect(secretsAt(there.elsewhere)).toEqual([]);
	});
});
