import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createWebhook, definition, emulate, receive, rpc } from '../emulator/harness.mts';
import { complaintsOf, startBrowser } from './browser.mts';
import { openEmulatorPage, type EmulatorPage } from './emulator-page.mts';
import { takePicture } from './pictures.mts';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

let browser: Browser;

beforeAll(async () => {
	browser = await startBrowser();
});

afterAll(() => browser?.close());

/** An emulator in the middle of its work: webhooks in each state, records, traffic, a fault to come. */
async function inUse() {
	const rateLimit = { perSecond: 5, penaltyMs: 30_000 };
	const [emulator, receiver] = [await emulate({ switches: { rateLimit } }), await receive()];
	const { records, tables } = emulator;
	const enabled = { notification_status: { enabled: { url: receiver.url } } };
	const id = await createWebhook(emulator, enabled);
	const applications = { application_ids: [tables.contacts.id] };
	await createWebhook(emulator, definition(emulator, { filter: { applications } }));
	const record = records.create(tables.tasks.id, { title: 'Call the printer' });
	records.update(tables.tasks.id, record.id, { status: 'in_progress', priority: 'Qx3uC' });
	await emulator.pingsSettled();
	receiver.answer = 503;
	records.update(tables.tasks.id, record.id, { status: 'complete' });
	const gone = records.create(tables.tasks.id, { title: 'Book a room' });
	records.delete(tables.tasks.id, gone.id);
	await emulator.pingsSettled();
	await rpc(emulator, 'ListEvents', { webhook_id: id });
	await rpc(emulator, 'GetWebhook', { webhook_id: id });
	return emulator;
}

/** Presses a fault, so that the page shows one that is to come. */
async function breakOne(view: EmulatorPage) {
	await view.button('503, five times').click();
	await view.panel('Break things').getByText('will fail').waitFor();
}

/** What axe-core finds fault with: contrast, names of controls, roles, ... */
async function faultsOf(page: Page): Promise<unknown> {
	await page.addScriptTag({ path: AXE });
	return await page.evaluate(
		'axe.run().then(({ violations }) => violations.map(({ id, nodes }) => [id, nodes.map((n) => n.html)]))',
	);
}

it.each(['light', 'dark'] as const)('is readable and well formed in %s', async (colorScheme) => {
	const view = await openEmulatorPage(browser, await inUse(), { colorScheme });
	await breakOne(view);
	await view.page.mouse.move(0, 0);
	await takePicture(view.page, `emulator-${colorScheme}`);

	await view.page.getByText('All switches').click();
	expect(await faultsOf(view.page)).toEqual([]);

	await view.button('New record').click();
	expect(await faultsOf(view.page)).toEqual([]);
});

it.each([320, 390, 800, 1280])('shows everything %s pixels wide', async (width) => {
	const view = await openEmulatorPage(browser, await inUse(), { viewport: { width, height: 800 } });
	await view.page.getByText('All switches').click();

	expect(await view.page.evaluate('document.documentElement.scrollWidth')).toBe(width);
	for (const control of await view.page.locator(':is(button, select, input):visible').all()) {
		const box = await control.boundingBox();
		expect.soft((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(width);
	}
});

it('loads nothing from elsewhere, and complains of nothing', async () => {
	const emulator = await inUse();
	const view = await openEmulatorPage(browser, emulator);
	const complaints = complaintsOf(view.page);
	const asked: string[] = [];
	view.page.on('request', (request) => asked.push(new URL(request.url()).origin));

	await view.page.reload();
	await breakOne(view);

	expect(new Set(asked)).toEqual(new Set([emulator.url]));
	expect(complaints).toEqual([]);
});
