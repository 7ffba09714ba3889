import { expect, it } from 'vitest';
import { setUpDesk } from './desk.mts';
import { takePicture } from './pictures.mts';

const desk = setUpDesk('browser-records');

const NO_TOKEN = { status: 401, body: { detail: 'Invalid token.' } };

it('creates a record field by field, with choices by their labels', async () => {
	const panel = await desk.addNode('Actions', 'Create record', { table: 'Tasks' });
	await panel.fill('title', 'Call the printer');

	const offered = await panel.addField('Priority');
	await panel.choose('priority', 'High');
	await panel.addField('Done');
	await takePicture(panel.page, 'create-record');
	await panel.execute();

	expect(offered.slice(0, 4)).toEqual(['Description', 'Assigned To', 'Status', 'Due Date']);
	expect(await panel.rows()).toMatchObject([
		{ Title: 'Call the printer', Priority: 'High', Done: 'false' },
	]);
});

it('says in the mapper what is wrong, and goes on once that is mended', async () => {
	const { emulator } = desk.world;
	const path = `/api/v1/applications/${emulator.tables.tasks.id}/`;
	emulator.faults.next({ path }, NO_TOKEN, Infinity);
	const panel = await desk.addNode('Actions', 'Create record', { table: 'Tasks' });
	await panel.mapper.getByText('SmartSuite does not accept the API token').waitFor();

	emulator.faults.clear();
	await panel.mapper.getByText('Retry').click();

	await panel.mapper.getByText('Add field to send').waitFor();
	expect(await panel.mapper.innerText()).not.toContain('API token');
});

it('gets records by a comparison that fits the field', async () => {
	const panel = await desk.addNode('Actions', 'Get many records', { table: 'Tasks' });
	await panel.choose('filterMode', 'Conditions');
	await panel.page.getByText('Add condition').first().click();
	await panel.choose('field', 'Priority');
	await panel.choose('comparison', 'is any of');
	await panel.fill('value', 'High');
	await takePicture(panel.page, 'get-records');
	await panel.execute();

	expect(await panel.rows()).toMatchObject([{ Title: 'Write the announcement' }]);
});

it('updates a record that is chosen by its title, and leaves its other fields alone', async () => {
	const panel = await desk.addNode('Actions', 'Update record', { table: 'Tasks' });
	await panel.chooseFromList('record', 'Order new laptops');
	await panel.addField('Priority');
	await panel.choose('priority', 'High');
	await panel.addField('Done');
	await panel.execute();

	const [row] = await panel.rows();
	expect(row).toMatchObject({ Title: 'Order new laptops', Priority: 'High', Done: 'false' });
	expect(row?.['Assigned To']).toContain('Grace Hopper');
	const [call] = desk.world.emulator.calls.filter(({ method }) => method === 'PATCH');
	expect(Object.keys(call?.requestBody as object)).toEqual(['priority']);
});

it('creates or updates by the title', async () => {
	const panel = await desk.addNode('Actions', 'Create or update a record', { table: 'Tasks' });
	await panel.fill('title', 'order new laptops');
	await panel.addField('Priority');
	await panel.choose('priority', 'High');
	await panel.execute();

	expect(await panel.rows()).toMatchObject([
		{ Title: 'Order new laptops', Priority: 'High', operation: 'updated' },
	]);
});
