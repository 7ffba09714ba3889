import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Browser } from 'playwright-core';
import { createWebhook, emulate, receive, rpc } from '../emulator/harness.mts';
import type { Emulator } from '../emulator/index.mts';
import { startBrowser } from './browser.mts';
import { openEmulatorPage } from './emulator-page.mts';

let browser: Browser;

beforeAll(async () => {
	browser = await startBrowser();
});

afterAll(() => browser?.close());

/** The page of an emulator whose webhook points at a receiver. */
async function openWatched() {
	const [emulator, receiver] = [await emulate(), await receive()];
	const id = await createWebhook(emulator, {
		notification_status: { enabled: { url: receiver.url } },
	});
	const view = await openEmulatorPage(browser, emulator);
	return { emulator, receiver, id, view };
}

const kindsOf = ({ webhooks }: Emulator) => webhooks[0]?.events.map(({ event }) => event.kind);

it('creates, changes and deletes a record, and shows the events and the pings', async () => {
	const { emulator, receiver, view } = await openWatched();

	await view.createRecord({ Title: 'Call the printer', Priority: 'High' });
	await expect.poll(() => view.titles.first().textContent()).toBe('Call the printer');
	await view.changeRecord('Call the printer', { Title: 'Call them', Status: 'Complete' });
	await expect.poll(() => view.titles.first().textContent()).toBe('Call them');
	await view.deleteRecord('Call them');

	await expect.poll(() => view.marks('Events')).toEqual(['deleted', 'updated', 'created']);
	await expect.poll(() => view.marks('Pings sent')).toEqual(['200', '200', '200']);
	expect(receiver.received).toHaveLength(3);
	expect(kindsOf(emulator)).toEqual(['RECORD_CREATED', 'RECORD_UPDATED', 'RECORD_DELETED']);
	expect(emulator.webhooks[0]?.events[1]?.event.record_event_data).toMatchObject({
		previous: { title: 'Call the printer', status: { value: 'backlog' } },
	});
});

it('changes a record as the member that is chosen, in the table that is chosen', async () => {
	const { emulator, view } = await openWatched();
	const [, , alan] = emulator.members;

	await view.page.getByLabel('Changed by').selectOption('Alan Turing');
	await view.button('Contacts').click();
	await view.changeRecord('Jane Doe', { Company: 'Other Ltd' });

	await expect.poll(() => kindsOf(emulator)).toEqual(['RECORD_UPDATED']);
	expect(emulator.webhooks[0]?.events[0]?.event.record_event_data).toMatchObject({
		data: { scompany01: 'Other Ltd', last_updated: { by: alan?.id } },
	});
});

it('shows what n8n asks, and how it was answered', async () => {
	const { emulator, id, view } = await openWatched();

	await rpc(emulator, 'ListEvents', { webhook_id: id });
	await rpc(emulator, 'GetWebhook', { webhook_id: 'nobody' });

	await expect.poll(() => view.marks('API calls')).toEqual(['404', '200', '200']);
	await view.entries('API calls').first().click();
	expect(await view.entries('API calls').first().locator('pre').textContent()).toContain('nobody');
});

it('moves the clock until a webhook has expired, and is gone', async () => {
	const { emulator, view } = await openWatched();
	const before = emulator.clock.now();

	await view.button('+7 days').click();
	await expect.poll(() => view.marks('Webhooks')).toEqual(['expired']);
	await view.button('+7 days').click();
	await view.panel('Webhooks').getByText('None yet').waitFor();

	expect(emulator.clock.now() - before).toBe(14 * 86_400_000);
});

it.each([
	['429 once', 'One call will fail', [429, 200]],
	['503, five times', '5 calls will fail', [503, 503, 503, 503, 503, 200]],
	['HTML from a proxy', 'One call will fail', [502, 200]],
])('answers the next calls with %s', async (name, told, answers) => {
	const { emulator, id, view } = await openWatched();
	const pending = view.panel('Break things').getByRole('status');

	await view.button(name).click();
	await expect.poll(() => pending.textContent()).toBe(told);
	for (const status of answers) {
		expect(await rpc(emulator, 'ListEvents', { webhook_id: id })).toMatchObject({ status });
	}

	await expect.poll(() => pending.textContent()).toBe('');
});

it('loses pings and sends them twice until all is well again', async () => {
	const { emulator, receiver, view } = await openWatched();
	const change = (title: string) => emulator.records.create(emulator.tables.tasks.id, { title });

	await view.button('Lose pings').click();
	await view.pressed('Lose pings');
	change('Unheard');
	await expect.poll(() => view.marks('Pings sent')).toEqual(['lost']);

	await view.button('Clear all faults').click();
	await view.button('Send pings twice').click();
	await view.pressed('Send pings twice');
	change('Heard twice');
	await expect.poll(() => view.marks('Pings sent')).toEqual(['200', '200', 'lost']);
	expect(receiver.received).toHaveLength(2);
});

it('starts over', async () => {
	const { emulator, view } = await openWatched();
	await view.createRecord({ Title: 'Forgotten soon' });
	await expect.poll(() => view.titles.count()).toBe(4);

	await view.button('Start over').click();

	await expect.poll(() => view.titles.count()).toBe(3);
	expect(emulator.webhooks).toEqual([]);
});

it('turns every switch, says how many differ, and says what a switch does not take', async () => {
	const { emulator, view } = await openWatched();
	await view.page.getByText('All switches').click();

	await view.page.getByLabel('casing').selectOption('camel');
	await view.panel('Break things').getByText('1 changed').waitFor();
	expect(emulator.switches.casing).toBe('camel');

	await view.page.getByLabel('lostPings').fill('7');
	await view.page.getByLabel('lostPings').press('Enter');
	await expect.poll(() => view.page.getByRole('alert').textContent()).toContain('from 0 to 1');
	expect(emulator.switches.lostPings).toBe(0);
});

it('copies what n8n’s credential needs with a click', async () => {
	const { emulator, view } = await openWatched();
	await view.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);

	await view.button(emulator.token).click();

	await view.page.getByRole('status').getByText('copied').waitFor();
	expect(await view.page.evaluate('navigator.clipboard.readText()')).toBe(emulator.token);
});

it('can be used with the keyboard alone, and keeps the focus while things move', async () => {
	const { emulator, view } = await openWatched();
	const { keyboard } = view.page;

	await view.button('New record').focus();
	await keyboard.press('Enter');
	await keyboard.type('By hand');
	await keyboard.press('Enter');
	await expect.poll(() => view.titles.first().textContent()).toBe('By hand');

	await view.button('Delete By hand').focus();
	await keyboard.press('Enter');
	await view.focused('Delete Plan the summer party');

	await view.entries('Events').first().locator('summary').focus();
	await keyboard.press('Space');
	emulator.records.create(emulator.tables.tasks.id, { title: 'Meanwhile' });
	await expect.poll(() => view.entries('Events').count()).toBe(3);
	expect(await view.entries('Events').nth(1).locator('pre').isVisible()).toBe(true);

	await view.button('New record').focus();
	await keyboard.press('Enter');
	await keyboard.press('Escape');
	await view.focused('New record');
});

it('says so when the emulator has stopped', async () => {
	const { emulator, view } = await openWatched();

	await emulator.stop();

	await view.page.getByText('the emulator has stopped').waitFor();
});
