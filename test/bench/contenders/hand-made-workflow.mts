import type { CredentialReference, WorkflowJson } from '../../e2e/n8n-client.mts';
import { chain, node, noOp, type NodeJson } from '../../e2e/nodes.mts';
import { ARRIVED } from '../../e2e/workflows.mts';

const TOKEN = 'Stored Token';
const LIST = 'List Events';
const NEW = 'New Events';
const MORE = 'More Pages';
const PAUSE = 'Pause';

/** As large as ours: who makes it by hand may choose it, too. */
const PAGE_SIZE = '500';
/** The longest that n8n waits between two tries of a node, in ms. */
const LONGEST_WAIT_MS = 5_000;

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
	/** How many pages a run reads at the most. */
	mostPages: number;
}

/** A workflow with a stored page token, as one would build it of n8n's own nodes. */
export function handMadeWorkflow({ name, start, mostPages, ...parts }: Parts): WorkflowJson {
	const straight = chain(name, [
		start,
		codeNode(TOKEN, READ_TOKEN),
		listNode(parts),
		codeNode(NEW, KEEP_TOKEN),
		noOp(ARRIVED),
	]);
	return mostPages > 1 ? withLoop(straight, mostPages) : straight;
}

/** A page goes all the way, as n8n runs the upper of two branches first; a full one has another after it. */
function withLoop(
	{ nodes, connections, ...workflow }: WorkflowJson,
	mostPages: number,
): WorkflowJson {
	const to = (name: string) => ({ node: name, type: 'main', index: 0 });
	const loop = {
		[LIST]: { main: [[to(NEW), to(MORE)]] },
		[MORE]: { main: [[to(PAUSE)]] },
		[PAUSE]: { main: [[to(LIST)]] },
	};
	return {
		...workflow,
		nodes: [
			...nodes,
			...[fullPages(mostPages), SHORT_PAUSE].map((each) => ({ ...each, position: BELOW })),
		],
		connections: { ...connections, ...loop },
	};
}

export const webhookNode = (path: string) =>
	node('Webhook', 'n8n-nodes-base.webhook', {
		typeVersion: 2.1,
		webhookId: path,
		parameters: { httpMethod: 'POST', path, options: {} },
	});

export const everyMinute = () =>
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

const fullPages = (mostPages: number) =>
	node(MORE, 'n8n-nodes-base.filter', {
		typeVersion: 2.2,
		parameters: {
			conditions: {
				options: { version: 2, caseSensitive: true, typeValidation: 'strict' },
				combinator: 'and',
				conditions: [
					atLeast('={{ $json.events?.length ?? 0 }}', Number(PAGE_SIZE)),
					// The first run of this node is number 0.
					atLeast(`={{ ${mostPages - 2} - $runIndex }}`, 0),
				],
			},
		},
	});

const atLeast = (leftValue: string, rightValue: number) => {
	return { leftValue, operator: { type: 'number', operation: 'gte' }, rightValue };
};

/** Keeps one run of the loop below the limit of five a second. */
const SHORT_PAUSE = node(PAUSE, 'n8n-nodes-base.wait', {
	typeVersion: 1.1,
	parameters: { amount: 0.25, unit: 'seconds' },
});
