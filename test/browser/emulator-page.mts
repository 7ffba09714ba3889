import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import type { Emulator } from '../emulator/index.mts';
import { openPage } from './browser.mts';

type Panel = 'Records' | 'Webhooks' | 'Break things' | 'Events' | 'Pings sent' | 'API calls';

/** SmartSuite's stand-in as a person uses it. */
export class EmulatorPage {
	constructor(readonly page: Page) {}

	panel(name: Panel): Locator {
		return this.page.getByRole('region', { name, exact: true });
	}

	button(name: string): Locator {
		return this.page.getByRole('button', { name, exact: true });
	}

	/** Waits until the button is pressed in. */
	pressed(name: string): Promise<void> {
		return this.page.getByRole('button', { name, exact: true, pressed: true }).waitFor();
	}

	/** Waits until the button has the focus. */
	focused(name: string): Promise<void> {
		return this.button(name).and(this.page.locator(':focus')).waitFor();
	}

	/** The records that are shown, as their titles. */
	get titles(): Locator {
		return this.panel('Records').locator('tbody td:first-child');
	}

	/** The entries of a panel, newest first. */
	entries(panel: Panel): Locator {
		return this.panel(panel).locator('li:not(.empty)');
	}

	/** The text of an entry's coloured mark: what happened, or how it ended. */
	marks(panel: Panel): Promise<string[]> {
		return this.entries(panel).locator('.badge').allTextContents();
	}

	async createRecord(values: Record<string, string>): Promise<void> {
		await this.button('New record').click();
		await this.fillForm(values);
	}

	async changeRecord(title: string, values: Record<string, string>): Promise<void> {
		await this.button(`Edit ${title}`).click();
		await this.fillForm(values);
	}

	async deleteRecord(title: string): Promise<void> {
		await this.button(`Delete ${title}`).click();
	}

	private async fillForm(values: Record<string, string>): Promise<void> {
		const form = this.page.getByRole('dialog');
		for (const [label, value] of Object.entries(values)) {
			const named = form.locator('label', { has: this.page.getByText(label, { exact: true }) });
			const input = named.locator('input, select, textarea');
			const isChoice = (await input.and(form.locator('select')).count()) > 0;
			await (isChoice ? input.selectOption(value) : input.fill(value));
		}
		await form.getByRole('button', { name: 'Save' }).click();
		await form.waitFor({ state: 'hidden' });
	}
}

/** Opens the page and waits until it shows the emulator's state. */
export async function openEmulatorPage(
	browser: Browser,
	{ url }: Emulator,
	screen?: BrowserContextOptions,
): Promise<EmulatorPage> {
	const page = await openPage(browser, screen);
	await page.goto(url);
	await page.getByRole('status').getByText('live').waitFor();
	return new EmulatorPage(page);
}
