import { expect, it } from 'vitest';
import { setUpDesk } from './desk.mts';
import { openEditor } from './n8n-editor.mts';
import { takePicture } from './pictures.mts';

const desk = setUpDesk('browser-zz');
const pause = (ms: number) => new Promise((r) => setTimeout(r, ms));

it('looks', async () => {
	const { emulator, n8n } = desk.world;
	const editor = await openEditor(desk.browser, desk.world);
	await editor.search('smartsuite', 'SmartSuite');
	await editor.openNode('SmartSuite', 'Triggers');
	const panel = await editor.add('On record updated');
	await panel.chooseCredential('SmartSuite account');
	await panel.choose('watch', 'Chosen Tables');
	await pause(2000);
	await panel.parameter('tables').click();
	await pause(1000);
	await takePicture(panel.page, 'zz-tables-before-solution');
	await panel.page.keyboard.press('Escape');
	await panel.choose('watch', 'Chosen Fields');
	await pause(2000);
	await panel.parameter('fields').click();
	await pause(800);
	await takePicture(panel.page, 'zz-fields-before-table');
	await panel.page.keyboard.press('Escape');
	await panel.page.getByTestId('ndv').getByTestId('resource-locator-table').getByTestId('rlc-input').click();
	await pause(2000);
	await takePicture(panel.page, 'zz-table-before-solution');
	await panel.page.getByTestId('rlc-item').filter({ visible: true }).first().click();
	await pause(800);
	await takePicture(panel.page, 'zz-table-hint-clicked');
	await panel.page.keyboard.press('Escape');
	emulator.switches.hiddenTables = true;
	await panel.chooseFromList('solution', 'Demo Solution');
	await panel.page.getByTestId('ndv').getByTestId('resource-locator-table').getByTestId('rlc-input').click();
	await pause(2000);
	await takePicture(panel.page, 'zz-tables');
	await panel.page.keyboard.press('Escape');
	await panel.chooseFromList('table', 'Tasks');
	await pause(2000);
	await panel.parameter('fields').click();
	await pause(1000);
	await takePicture(panel.page, 'zz-fields');
	expect(n8n.url).toBeTruthy();
});

it('webhooks', async () => {
	const { emulator, n8n } = desk.world;
	const kinds = ['RECORD_CREATED' as const, 'RECORD_UPDATED' as const];
	const { elsewhere, solution, tables } = emulator;
	const base = { solutionId: solution.id, kinds };
	elsewhere.createWebhook({ ...base, filter: { solution: {} }, url: 'https://n8n.example.com/webhook/changes' });
	elsewhere.createWebhook({ ...base, filter: { applications: { application_ids: [tables.tasks.id] } }, url: `${n8n.url}/webhook/0b8dcf0e-7f9b-4b7b-9a55-0b5df3ffb7cf/webhook` });
	const panel = await desk.addNode('Actions', 'Get webhook');
	await panel.page.getByTestId('ndv').getByTestId('resource-locator-webhook').getByTestId('rlc-input').click();
	await pause(2500);
	await takePicture(panel.page, 'zz-webhooks');
	await panel.page.getByTestId('rlc-item').filter({ visible: true }).first().click();
	await pause(500);
	await takePicture(panel.page, 'zz-webhook-chosen');
});

it('slow', async () => {
	const { emulator } = desk.world;
	const panel = await desk.addNode('Actions', 'Keep webhooks alive');
	await pause(3000);
	emulator.faults.next({}, { delayMs: 20_000 }, Infinity);
	await panel.page.getByTestId('ndv').getByTestId('resource-locator-solution').getByTestId('rlc-mode-selector').click();
	await pause(400);
	await takePicture(panel.page, 'zz-keepalive');
});
