import { expect, it } from 'vitest';
import { setUpDesk, WRONG_TOKEN } from './desk.mts';
import { openEmulatorPage } from './emulator-page.mts';
import { openEditor } from './n8n-editor.mts';
import type { NodePanel } from './node-panel.mts';
import { takePicture } from './pictures.mts';

const desk = setUpDesk('browser-trigger');

/** Begins to listen; returns when the webhook is there. */
async function listen(panel: NodePanel): Promise<void> {
	await panel.execute();
	await panel.listening.waitFor();
	await expect.poll(() => desk.world.emulator.webhooks.length).toBe(1);
}

it('is found by searching, and offers an event to begin with', async () => {
	const editor = await openEditor(desk.browser, desk.world);

	await editor.search('smartsuite', 'SmartSuite');
	expect(await editor.names()).toEqual(['SmartSuite']);
	await editor.page.setViewportSize({ width: 1600, height: 300 });
	await takePicture(editor.nodeList, 'node-search');

	await editor.openNode('SmartSuite', 'Triggers');
	await expect
		.poll(() => editor.names())
		.toEqual(['On record created', 'On record deleted', 'On record updated']);
});

it('shows a record that is created on SmartSuite’s page in the output panel', async () => {
	const panel = await desk.addNode('Triggers', 'On record created');
	await panel.choose('watch', 'Specific Tables');
	await panel.choose('tables', 'Tasks');
	await takePicture(panel.page, 'trigger-panel');

	await listen(panel);
	await takePicture(panel.page, 'trigger-listening');
	const smartSuite = await openEmulatorPage(desk.browser, desk.world.emulator);
	await smartSuite.createRecord({ Title: 'Call the printer', Priority: 'High' });

	const rows = await panel.rows();
	await panel.widenOutput();
	await panel.showColumn('record');
	await takePicture(panel.page, 'trigger');
	expect(rows).toMatchObject([
		{
			kind: 'RECORD_CREATED',
			table_id: desk.world.emulator.tables.tasks.id,
			record: expect.stringContaining('Call the printer') as string,
		},
	]);
});

it('watches the fields that are chosen from the list', async () => {
	const panel = await desk.addNode('Triggers', 'On record updated');
	await panel.choose('watch', 'Specific Fields');
	await panel.chooseFromList('table', 'Tasks');
	await panel.choose('fields', 'Status', 'Priority');

	await listen(panel);

	expect(desk.world.emulator.webhooks).toMatchObject([
		{
			kinds: ['RECORD_UPDATED'],
			filter: {
				application: {
					application_id: desk.world.emulator.tables.tasks.id,
					field_ids: ['status', 'priority'],
				},
			},
		},
	]);
	const smartSuite = await openEmulatorPage(desk.browser, desk.world.emulator);
	await smartSuite.changeRecord('Order new laptops', { Title: 'Order laptops' });
	await smartSuite.changeRecord('Order laptops', { Status: 'Complete' });
	expect(await panel.rows()).toMatchObject([
		{ kind: 'RECORD_UPDATED', record: expect.stringContaining('Status:Complete') as string },
	]);
});

it('says that the token is wrong, and does not listen', async () => {
	const panel = await desk.addNode('Triggers', 'On record created');

	desk.world.emulator.faults.next({ rpc: 'CreateWebhook' }, WRONG_TOKEN);
	await panel.execute();

	await panel.messages.getByText('SmartSuite does not accept the API token').waitFor();
	await panel.listening.waitFor({ state: 'detached' });
	expect(desk.world.emulator.webhooks).toEqual([]);
});
