import { randomUUID } from 'node:crypto';
import type { CredentialReference, WorkflowJson } from '../../e2e/n8n-client.mts';
import { chain, node, noOp, type NodeJson } from '../../e2e/nodes.mts';
import { ARRIVED } from '../../e2e/workflows.mts';
import type { World } from '../../e2e/world.mts';
import type { Contender } from '../contender.mts';
import { publishAll } from './n8n-workflows.mts';
import { watchAll } from './watch-all.mts';

const TOKEN = 'Stored Token';
const LIST = 'List Events';
const NEW = 'New Events';
const MORE = 'More Pages';
const PAUSE = 'Pause';

/** As large as ours: who makes it by hand may choose it, too. */
const PAGE_SIZE = '500';
/** The longest that n8n waits between two tries of a node, in ms. */
const LONGEST_WAIT_MS = 5_000;
/** In minutes. */
const TWICE_A_WEEK = (7 * 24 * 60) / 2;
const READ_TOKEN = `const { token = '' } = $getWorkflowStaticData('global');
return [{ json: { token } }];`;

/** Without events that came before: SmartSuite may ping twice, and runs overlap. */
const KEEP_TOKEN = `const data = $getWorkflowStaticData('global');
const seen = new Set(data.seen ?? []);
const fresh = [];
for (const { json } of $input.all()) {
  if (json.next_page_token) data.token = json.next_page_token;
  for (const event of json.events ?? []) {
    if (seen.has(event.event_id)) continue;
    seen.add(event.event_id);
    fresh.push(event);
  }
}
data.seen = [...seen].slice(-1000);
return fresh.map((event) => ({ json: event }));`;

interface Parts {
	name: string;
	start: NodeJson;
	credential: CredentialReference;
	webhookId: string;
	url: string;
	loops: boolean;
}

/** Webhook + HTTP Request, one page a ping, with a stored token. */
export const onePage = handMade('webhook', 'Webhook + HTTP Request', { loops: false });

/** The same with a loop over pages. */
export const allPages = handMade('webhook-loop', 'Webhook + HTTP Request, looping', {
	loops: true,
});

/** Asks once a minute, without pings. */
export const polling = handMade('polling', 'Schedule + HTTP Request', { loops: true, polls: true });

function handMade(
	id: string,
	title: string,
	{ loops, polls = false }: { loops: boolean; polls?: boolean },
): Contender {
	const start: Contender['start'] = async (world, count) => {
		const credential = await tokenCredential(world);
		const workflows = Array.from({ length: count }, (_, n) => {
			const path = randomUUID();
			const url = polls ? undefined : `${world.n8n.url}/webhook/${path}`;
			const { id: webhookId } = watchAll(world.emulator, url);
			const name = `${title} ${n}`;
			const first = polls ? everyMinute() : webhookNode(path);
			return workflowOf({
				name,
				start: first,
				credential,
				webhookId,
				url: world.emulator.url,
				loops,
			});
		});
		return await publishAll(world, workflows);
	};
	// By hand, a second workflow keeps the webhook alive on Mondays and Thursdays.
	const everyMinutes = polls ? 1 : TWICE_A_WEEK;
	return { id, title, polls, idleListing: { everyMinutes }, inN8n: true, start };
}

/** The token and the workspace as headers, kept as n8n keeps secrets. */
async function tokenCredential({ client, emulator }: World): Promise<CredentialReference> {
	const headers = {
		Authorization: `Token ${emulator.token}`,
		'ACCOUNT-ID': emulator.accountId,
	};
	const json = JSON.stringify({ headers });
	return await client.createCredential('httpCustomAuth', 'SmartSuite by hand', { json });
}

function workflowOf({ name, start, loops, ...parts }: Parts): WorkflowJson {
	const straight = chain(name, [
		start,
		codeNode(TOKEN, READ_TOKEN),
		listNode(parts),
		codeNode(NEW, KEEP_TOKEN),
		noOp(ARRIVED),
	]);
	return loops ? withLoop(straight) : straight;
}

/** A page goes all the way, as n8n runs the upper of two branches first; a full one has another after it. */
function withLoop({ nodes, connections, ...workflow }: WorkflowJson): WorkflowJson {
	const to = (name: string) => ({ node: name, type: 'main', index: 0 });
	const loop = {
		[LIST]: { main: [[to(NEW), to(MORE)]] },
		[MORE]: { main: [[to(PAUSE)]] },
		[PAUSE]: { main: [[to(LIST)]] },
	};
	return {
		...workflow,
		nodes: [...nodes, { ...FULL_PAGES, position: BELOW }, { ...SHORT_PAUSE, position: BELOW }],
		connections: { ...connections, ...loop },
	};
}

const webhookNode = (path: string) =>
	node('Webhook', 'n8n-nodes-base.webhook', {
		typeVersion: 2.1,
		webhookId: path,
		parameters: { httpMethod: 'POST', path, options: {} },
	});

const everyMinute = () =>
	node('Schedule', 'n8n-nodes-base.scheduleTrigger', {
		typeVersion: 1.2,
		parameters: { rule: { interval: [{ field: 'minutes', minutesInterval: 1 }] } },
	});

const codeNode = (name: string, jsCode: string) =>
	node(name, 'n8n-nodes-base.code', { typeVersion: 2, parameters: { jsCode } });

function listNode({ credential, webhookId, url }: Pick<Parts, 'credential' | 'webhookId' | 'url'>) {
	const token = '$json.next_page_token ?? $json.token';
	const body = `{{ JSON.stringify({ webhook_id: '${webhookId}', page_size: '${PAGE_SIZE}', page_token: ${token} }) }}`;
	return node(LIST, 'n8n-nodes-base.httpRequest', {
		typeVersion: 4.2,
		credentials: { httpCustomAuth: credential },
		retryOnFail: true,
		maxTries: 5,
		waitBetweenTries: LONGEST_WAIT_MS,
		parameters: {
			method: 'POST',
			url: `${url}/smartsuite.webhooks.engine.Webhooks/ListEvents`,
			authentication: 'genericCredentialType',
			genericAuthType: 'httpCustomAuth',
			sendBody: true,
			specifyBody: 'json',
			jsonBody: `=${body}`,
			options: {},
		},
	});
}

/** Below the branch of the events, in the editor's pixels. */
const BELOW = [600, 200];

const FULL_PAGES = node(MORE, 'n8n-nodes-base.filter', {
	typeVersion: 2.2,
	parameters: {
		conditions: {
			options: { version: 2, caseSensitive: true, typeValidation: 'strict' },
			combinator: 'and',
			conditions: [
				{
					leftValue: '={{ $json.events?.length ?? 0 }}',
					operator: { type: 'number', operation: 'gte' },
					rightValue: Number(PAGE_SIZE),
				},
			],
		},
	},
});

/** Keeps one run of the loop below the limit of five a second. */
const SHORT_PAUSE = node(PAUSE, 'n8n-nodes-base.wait', {
	typeVersion: 1.1,
	parameters: { amount: 0.25, unit: 'seconds' },
});
