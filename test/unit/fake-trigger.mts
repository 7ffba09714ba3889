import type {
	IDataObject,
	IHookFunctions,
	IHttpRequestOptions,
	ITriggerFunctions,
	IWebhookFunctions,
	WorkflowActivateMode,
} from 'n8n-workflow';

import type { Answer } from '../../nodes/SmartSuite/transport/failure.ts';
import type { Cursor } from '../../nodes/SmartSuite/trigger/cursor.ts';
import * as documented from './documented.mts';
import { fakeContext, nodeWith, ok, status } from './fake-context.mts';
import type { FakeContext, React } from './fake-context.mts';

export const URL = 'https://n8n.example.com/webhook/changes';
export const SOLUTION = documented.webhook().locator.solution_id;

export interface FakeTrigger extends FakeContext {
	/** The same node in its hooks, in `webhook()` and in `trigger()`. */
	inHook: IHookFunctions;
	inWebhook: IWebhookFunctions;
	inTrigger: ITriggerFunctions;
	/** Whose the static data is. */
	owner: string;
	staticData: IDataObject;
	/** Webhook ids of the pings to the own URL, with the time in ms since the trigger was made. */
	ownPings: Array<[at: number, webhookId: unknown]>;
	warnings: Array<[message: string, about: unknown]>;
	crons: Array<{ expression: string; tick: () => void }>;
}

export interface TriggerSituation {
	mode?: string;
	/** Why n8n calls the hooks or `trigger()`. */
	activation?: WorkflowActivateMode;
	parameters?: IDataObject;
	/** What the node's static data holds; its owner is the node unless another is named. */
	stored?: Partial<Cursor> & { leaving?: string; owner?: string };
	workflowId?: string;
	url?: string;
	/** How the own URL answers; by default as the node does when all is well. */
	ownUrl?: (nth: number) => Answer | Error;
}

const WATCHED = { solution: SOLUTION, events: ['RECORD_CREATED'], watch: 'solution' };

let workflows = 0;

/** A node of a workflow of its own that is published, and how SmartSuite reacts to it. */
export function fakeTrigger(react: React, situation: TriggerSituation = {}): FakeTrigger {
	const { mode = 'webhook', activation = 'init', url: own = URL } = situation;
	const { parameters, stored, ownUrl = () => ok('') } = situation;
	const workflowId = situation.workflowId ?? `workflow ${++workflows} of a fake trigger`;
	const owner = `n8n 1 ${workflowId} ${nodeWith('').id}`;
	const staticData: IDataObject = { owner, ...(stored as IDataObject) };
	const all: IDataObject = { ...WATCHED, ...parameters };
	const startedAt = Date.now();
	const ownPings: FakeTrigger['ownPings'] = [];
	const warnings: FakeTrigger['warnings'] = [];
	const crons: FakeTrigger['crons'] = [];
	const fake = fakeContext(react, { mode });
	const httpRequest = async ({ url, body }: IHttpRequestOptions) => {
		const isOwn = url === own || url === stored?.webhookUrl;
		ownPings.push([Date.now() - startedAt, (body as IDataObject).webhookId]);
		const answer = isOwn ? ownUrl(ownPings.length - 1) : status(404);
		if (answer instanceof Error) throw answer;
		return await Promise.resolve(answer);
	};
	const registerCron = ({ expression }: { expression: string }, tick: () => void) =>
		crons.push({ expression, tick });
	const context = Object.assign(fake.context, {
		getActivationMode: () => activation,
		getInstanceId: () => 'n8n 1',
		getWorkflow: () => ({ id: workflowId }),
		getWorkflowStaticData: () => staticData,
		getNodeParameter: (name: string, otherwise: unknown) => all[name] ?? otherwise,
		getNodeWebhookUrl: () => own,
		logger: { warn: (...words: [string, unknown]) => warnings.push(words) },
		helpers: { ...fake.context.helpers, httpRequest, registerCron },
	});
	return { ...fake, ...inEach(context), owner, staticData, ownPings, warnings, crons };
}

/** The one fake as each of n8n's contexts. */
function inEach(context: unknown): Pick<FakeTrigger, 'inHook' | 'inWebhook' | 'inTrigger'> {
	return {
		inHook: context as IHookFunctions,
		inWebhook: context as IWebhookFunctions,
		inTrigger: context as ITriggerFunctions,
	};
}

/** A webhook of the solution as ListWebhooks gives it, switched on. */
export const listed = (webhook_id: string, url = URL) => ({
	...documented.webhook(),
	webhook_id,
	notification_status: { enabled: { url } },
	system_status: { enabled: { expires_at: '9999-11-02T14:21:43Z' } },
});
