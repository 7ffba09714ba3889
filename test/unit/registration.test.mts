import type { IDataObject, IHookFunctions } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';

import { registration } from '../../nodes/SmartSuite/trigger/registration.ts';
import * as documented from './documented.mts';
import { byMethod, callsOf, fakeContext, nodeWith, ok } from './fake-context.mts';

const URL = 'https://n8n.example.com/webhook/changes';
const OLD_URL = 'https://old.example.com/webhook/changes';
const ID = documented.webhook().webhook_id;
const running = { enabled: { expires_at: '9999-11-02T14:21:43Z' } };
const pinging = { enabled: { url: URL } };

let workflows = 0;

/** A published trigger with this static data of its own, and SmartSuite with these webhooks. */
function trigger(stored: IDataObject, ...webhooks: object[]) {
	const parameters: IDataObject = {
		solution: documented.webhook().locator.solution_id,
		events: ['RECORD_CREATED'],
		watch: 'solution',
	};
	const workflow = { id: `registering workflow ${++workflows}` };
	const owner = `n8n 1 ${workflow.id} ${nodeWith('').id}`;
	const staticData: IDataObject = { owner, ...stored };
	const answers = webhooks.map((differs) => ({
		...documented.webhook(),
		system_status: running,
		...differs,
	}));
	const fake = fakeContext(
		byMethod({
			ListWebhooks: () => ok({ webhooks: answers }),
			UpdateWebhook: (body) => ok(body),
			DeleteWebhook: () => ok({}),
		}),
	);
	const context = Object.assign(fake.context, {
		getInstanceId: () => 'n8n 1',
		getNodeParameter: (name: string) => parameters[name] ?? '',
		getNodeWebhookUrl: () => URL,
		getWorkflow: () => workflow,
		getWorkflowStaticData: () => staticData,
	}) as unknown as IHookFunctions;
	return {
		context,
		staticData,
		owner,
		calls: () => callsOf(fake),
		methods: () => callsOf(fake).map(([method]) => method),
	};
}

const cursor = (webhookUrl: string) => ({
	webhookId: ID,
	webhookUrl,
	pageToken: '8991625',
	recentEventIds: [`${ID}.994`],
	commits: 3,
});
const unmoved = { webhookId: ID, webhookUrl: URL, pageToken: '', recentEventIds: [], commits: 0 };

describe('a webhook that is adopted', () => {
	it.each(['', OLD_URL, URL])(
		'goes on from where it stood, with the URL of now instead of %j',
		async (webhookUrl) => {
			const node = trigger(cursor(webhookUrl), { notification_status: pinging });
			expect(await registration.checkExists.call(node.context)).toBe(true);
			expect(node.staticData).toEqual({ ...cursor(URL), owner: node.owner });
			expect(node.methods()).toEqual(['ListWebhooks']);
		},
	);

	it('goes on from where it stood also when it was paused and n8n has moved since', async () => {
		const node = trigger(cursor(OLD_URL), { notification_status: { disabled: {} } });
		expect(await registration.checkExists.call(node.context)).toBe(false);
		expect(node.staticData).toEqual({ ...cursor(OLD_URL), owner: node.owner });
		expect(await registration.create.call(node.context)).toBe(true);
		expect(node.staticData).toEqual({ ...cursor(URL), owner: node.owner });
		expect(node.methods()).toEqual(['ListWebhooks', 'ListWebhooks', 'UpdateWebhook']);
	});

	it('begins at its oldest event, after what is left of the webhook known before', async () => {
		const stored = { ...cursor(OLD_URL), webhookId: 'the one before' };
		const node = trigger(stored, { notification_status: pinging });
		expect(await registration.checkExists.call(node.context)).toBe(true);
		const until = documented.webhook().created_at.at;
		expect(node.staticData).toEqual({
			...unmoved,
			owner: node.owner,
			previous: { ...stored, until },
		});
	});

	it('begins at its oldest event when static data came with the workflow', async () => {
		const stored = { ...cursor(URL), owner: 'another node' };
		const node = trigger(stored, { notification_status: pinging });
		expect(await registration.checkExists.call(node.context)).toBe(true);
		expect(node.staticData).toEqual({ ...unmoved, owner: node.owner });
	});

	it('is not one that is paused and only known from static data of another node', async () => {
		const stored = { ...cursor(URL), owner: 'another node' };
		const node = trigger(stored, { notification_status: { disabled: {} } });
		expect(await registration.delete.call(node.context)).toBe(true);
		expect(node.methods()).toEqual(['ListWebhooks']);
		expect(node.staticData).toEqual({});
	});

	it('is the only one: another that points at our URL is deleted, one elsewhere stays', async () => {
		const our = { notification_status: pinging };
		const foreign = { webhook_id: 'foreign', notification_status: { enabled: { url: OLD_URL } } };
		const node = trigger({}, our, { ...our, webhook_id: 'twin' }, foreign);
		expect(await registration.checkExists.call(node.context)).toBe(false);
		expect(await registration.create.call(node.context)).toBe(true);
		expect(node.calls().slice(1)).toEqual([
			['ListWebhooks', expect.anything()],
			['DeleteWebhook', { webhook_id: 'twin' }],
		]);
		expect(node.staticData).toEqual({ ...unmoved, owner: node.owner });
	});
});
