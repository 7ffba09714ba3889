import { describe, expect, it } from 'vitest';

import { commit, cursorOf } from '../../nodes/SmartSuite/trigger/cursor.ts';
import { registration } from '../../nodes/SmartSuite/trigger/registration.ts';
import * as documented from './documented.mts';
import { status } from './fake-context.mts';
import { listed, URL } from './fake-trigger.mts';
import {
	cursor,
	fakeTimeUntilAllLeft,
	paused,
	trigger,
	unmoved,
	watchingElse,
} from './registration-setup.mts';

const OLD_URL = 'https://old.example.com/webhook/changes';
const until = documented.webhook().created_at.at;

fakeTimeUntilAllLeft();

describe('a webhook that is adopted', () => {
	it.each(['', OLD_URL, URL])(
		'goes on from where it stood, with the URL of now instead of %j',
		async (webhookUrl) => {
			const node = trigger({ stored: { ...cursor, webhookUrl } }, [listed('w1')]);
			expect(await registration.checkExists.call(node.inHook)).toBe(true);
			expect(node.staticData).toEqual({ ...cursor, owner: node.owner });
			expect(node.methods()).toEqual(['ListWebhooks']);
		},
	);

	it('goes on from where it stood also when it was paused and n8n has moved since', async () => {
		const stored = { ...cursor, webhookUrl: OLD_URL };
		const node = trigger({ stored }, [paused('w1')]);
		expect(await registration.checkExists.call(node.inHook)).toBe(false);
		expect(node.staticData).toEqual({ ...stored, owner: node.owner });
		expect(await registration.create.call(node.inHook)).toBe(true);
		expect(node.staticData).toEqual({ ...cursor, owner: node.owner });
		expect(node.methods()).toEqual(['ListWebhooks', 'ListWebhooks', 'UpdateWebhook']);
	});

	it('begins at its oldest event, after what is left of the webhook known before', async () => {
		const stored = { ...cursor, webhookId: 'the one before', webhookUrl: OLD_URL };
		const node = trigger({ stored }, [listed('w1')]);
		expect(await registration.checkExists.call(node.inHook)).toBe(true);
		expect(node.staticData).toEqual({
			...unmoved,
			owner: node.owner,
			previous: { ...stored, until },
		});
	});

	it('begins at its oldest event when static data came with the workflow', async () => {
		const node = trigger({ stored: { ...cursor, owner: 'another node' } }, [listed('w1')]);
		expect(await registration.checkExists.call(node.inHook)).toBe(true);
		expect(node.staticData).toEqual({ ...unmoved, owner: node.owner });
	});

	it('is not one that is paused and only known from static data of another node', async () => {
		const node = trigger({ stored: { ...cursor, owner: 'another node' } }, [paused('w1')]);
		expect(await registration.delete.call(node.inHook)).toBe(true);
		expect(node.methods()).toEqual(['ListWebhooks']);
		expect(node.staticData).toEqual({});
	});

	it('is known to this process from then on, whatever becomes of static data', async () => {
		const node = trigger({ stored: cursor }, [listed('w1')]);
		await registration.checkExists.call(node.inHook);
		for (const key of Object.keys(node.staticData)) delete node.staticData[key];
		expect(cursorOf(node.inHook, 'w1')).toEqual(cursor);
	});

	it('is the only one: another that points at our URL is deleted, one elsewhere stays', async () => {
		const node = trigger({}, [listed('w1'), listed('twin'), listed('foreign', OLD_URL)]);
		expect(await registration.checkExists.call(node.inHook)).toBe(false);
		expect(await registration.create.call(node.inHook)).toBe(true);
		expect(node.calls().slice(1)).toEqual([
			['ListWebhooks', expect.anything()],
			['DeleteWebhook', { webhook_id: 'twin' }],
		]);
		expect(node.staticData).toEqual({ ...unmoved, owner: node.owner });
	});
});

describe('a known webhook that watches something else by now', () => {
	it('is changed, and goes on from where it stood', async () => {
		const node = trigger({ stored: cursor }, [watchingElse('w1')]);
		expect(await registration.checkExists.call(node.inHook)).toBe(false);
		expect(await registration.create.call(node.inHook)).toBe(true);
		expect(node.methods().slice(1)).toEqual(['ListWebhooks', 'UpdateWebhook']);
		expect(node.shelf).toEqual([listed('w1')]);
		expect(node.staticData).toEqual({ ...cursor, owner: node.owner });
	});

	it('is changed rather than given up for one that is not known', async () => {
		const node = trigger({ stored: cursor }, [listed('unknown'), watchingElse('w1')]);
		await registration.create.call(node.inHook);
		expect(node.shelf).toEqual([listed('w1')]);
		expect(node.staticData).toEqual({ ...cursor, owner: node.owner });
	});

	it('is given up for one that is known too and watches the right thing', async () => {
		const node = trigger({ stored: cursor }, [watchingElse('w1'), listed('w2')]);
		const right = { ...cursor, webhookId: 'w2', commits: 1 };
		commit(node.inHook, right);
		await registration.create.call(node.inHook);
		expect(node.shelf).toEqual([listed('w2')]);
		expect(node.staticData).toEqual({ ...right, owner: node.owner });
	});

	it.each([
		{ when: 'SmartSuite refuses the change', answer: status(400, { code: 'invalid_argument' }) },
		{ when: 'SmartSuite has no such call', answer: status(404, { code: 'bad_route' }) },
		{ when: 'it stays as it was all the same', answer: status(200, watchingElse('w1')) },
	])('is deleted and made anew where $when', async ({ answer }) => {
		const webhooks = [watchingElse('w1')];
		const node = trigger({ stored: cursor }, webhooks, { UpdateWebhook: () => answer });
		expect(await registration.create.call(node.inHook)).toBe(true);
		expect(node.methods()).toEqual([
			'ListWebhooks',
			'UpdateWebhook',
			'DeleteWebhook',
			'CreateWebhook',
		]);
		expect(node.shelf).toMatchObject([{ webhook_id: 'new 1', kinds: ['RECORD_CREATED'] }]);
		expect(node.staticData).toMatchObject({ ...unmoved, webhookId: 'new 1' });
	});

	it.each([500, 403])('stays where the change failed otherwise: %i', async (code) => {
		const webhooks = [watchingElse('w1')];
		const node = trigger({ stored: cursor }, webhooks, { UpdateWebhook: () => status(code) });
		await expect(registration.create.call(node.inHook)).rejects.toThrow('SmartSuite');
		expect(node.methods()).toEqual(['ListWebhooks', 'UpdateWebhook']);
		expect(node.staticData).toEqual({ ...cursor, owner: node.owner });
	});
});
