import { describe, expect, it } from 'vitest';
import { eachOnce } from './changes.mts';
import { fastForward, pass } from './fast-forward.mts';
import { GRACE_MS } from './hosted-workflow.mts';
import { published } from './republishing.mts';
import { onlyWebhookId } from './world.mts';

const MINUTE_MS = 60_000;

describe('a test in the editor', () => {
	it('leaves no webhook at once, and that of the published workflow', async () => {
		const { emulator, workflow, id, changes } = await published();
		const stop = await fastForward(() => workflow.listen());
		expect(emulator.webhooks).toMatchObject([
			{ id, url: workflow.webhookUrl },
			{ url: workflow.webhookUrl.replace('/webhook/', '/webhook-test/'), status: 'active' },
		]);
		await fastForward(stop);
		await pass(1_000);
		expect(onlyWebhookId(emulator)).toBe(id);
		changes.make(2);
		await pass(MINUTE_MS);
		expect(changes.tallyOf(workflow)).toEqual(eachOnce(2));
	});

	it('does not keep the webhook of a workflow that is being unpublished', async () => {
		const { emulator, workflow } = await published();
		await fastForward(() => workflow.unpublish());
		const stop = await fastForward(() => workflow.listen());
		await pass(GRACE_MS + 1_000);
		expect(emulator.webhooks).toMatchObject([
			{ url: expect.stringContaining('/webhook-test/') as string },
		]);
		await fastForward(stop);
		await pass(1_000);
		expect(emulator.webhooks).toEqual([]);
	});
});
