import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Browser } from 'playwright-core';
import { emulate } from '../emulator/harness.mts';
import { startBrowser } from './browser.mts';
import { openEmulatorPage } from './emulator-page.mts';

let browser: Browser;

beforeAll(async () => {
	browser = await startBrowser();
});

afterAll(() => browser?.close());

it('shows and edits a table with a field of each type', async () => {
	const emulator = await emulate();
	const view = await openEmulatorPage(browser, emulator);
	const { everything } = emulator.tables;

	await view.button('Everything').click();
	await view.changeRecord('Bare', {
		Number: '5',
		Date: '2026-02-03',
		Link: '["https://a.example"]',
	});

	const written = { snumber001: '5', sdate00001: { date: '2026-02-03T00:00:00Z' } };
	const stored = async () => {
		const path = `${emulator.url}/_emulator/state`;
		const { tables } = (await (await fetch(path)).json()) as {
			tables: Array<{ id: string; records: object[] }>;
		};
		return tables.find(({ id }) => id === everything.id)?.records[1];
	};
	await expect
		.poll(stored)
		.toMatchObject({ ...written, slink00001: ['https://a.example'], smulti0001: [] });
});
