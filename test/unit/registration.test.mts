import type { IDataObject, IHookFunctions } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';

import { registration } from '../../nodes/SmartSuite/trigger/registration.ts';
import * as documented from './documented.mts';
import { byMethod, callsOf, fakeContext, ok } from './fake-context.mts';

const URL = 'https://n8n.example.com/webhook/changes';
const OLD_URL = 'https://old.example.com/webhook/changes';
const ID = documented.webhook().webhook_id;
const running = { enabled: { expires_at: '9999-11-02T14:21:43Z' } };
const pinging = { enabled: { url: URL } };

let workflows = 0;

/** A published trigger with this static data, and SmartSuite with this one webhook. */
function trigger(staticData: IDataObject, webhook: object) {
	const parameters: IDataObject = {
		solution: documented.webhook().locator.solution_id,
		events: ['RECORD_CREATED'],
		watch: 'solution',
	};
	const workflow = { id: `registering workflow ${++workflows}` };
	const answer = { ...documented.webhook(), system_status: running, ...webhook };
	const fake = fakeContext(
		byMethod({
			ListWebhooks: () => ok({ webhooks: [answer] }),
			UpdateWebhook: (body) => ok(body),
		}),
	);
	const context = Object.assign(fake.context, {
		getNodeParameter: (name: string) => parameters[name] ?? '',
		getNodeWebhookUrl: () => URL,
		getWorkflow: () => workflow,
		getWorkflowStaticData: () => staticData,
	}) as unknown as IHookFunctions;
	return { context, methods: () => callsOf(fake).map(([method]) => method) };
}

const cursor = (webhookUrl: string) => ({
	webhookId: ID,
	webhookUrl,
	pageToken: '8991625',
	recentEventIds: [`${ID}.994`],
	commits: 3,
});

describe('a webhook that is adopted', () => {
	it.each(['', OLD_URL, URL])(
		'goes on from where it stood, with the URL of now instead of %j',
		async (webhookUrl) => {
			const staticData: IDataObject = cursor(webhookUrl);
			const { context, methods } = trigger(staticData, { notification_status: pinging });
			expect(await registration.checkExists.call(context)).toBe(true);
			expect(staticData).toEqual(cursor(URL));
			expect(methods()).toEqual(['ListWebhooks']);
		},
	);

	it('goes on from where it stood also when it was paused and n8n has moved since', async () => {
		const staticData: IDataObject = cursor(OLD_URL);
		const { context, methods } = trigger(staticData, { notification_status: { disabled: {} } });
		expect(await registration.checkExists.call(context)).toBe(false);
		expect(staticData).toEqual(cursor(OLD_URL));
		expect(await registration.create.call(context)).toBe(true);
		expect(staticData).toEqual(cursor(URL));
		expect(methods()).toEqual(['ListWebhooks', 'ListWebhooks', 'UpdateWebhook']);
	});

	it('begins at its oldest event when another one was known', async () => {
		const staticData: IDataObject = { ...cursor(URL), webhookId: 'another webhook' };
		const { context } = trigger(staticData, { notification_status: pinging });
		expect(await registration.checkExists.call(context)).toBe(true);
		expect(staticData).toEqual({
			webhookId: ID,
			webhookUrl: URL,
			pageToken: '',
			recentEventIds: [],
			commits: 0,
		});
	});
});
