import type { Locator, Page } from 'playwright-core';
import { until } from '../e2e/until.mts';

/** SmartSuite is asked, behind others, at five calls a second. */
const FILL_TIMEOUT_MS = 20_000;

/** An item as n8n's table shows it: texts by column. */
export type Row = Record<string, string>;

/** The panel of one node: its parameters, what it gave, and why it failed. */
export class NodePanel {
	private readonly panel: Locator;

	private constructor(readonly page: Page) {
		this.panel = page.getByTestId('ndv');
	}

	/** Waits until a node's panel is open. */
	static async opened(page: Page): Promise<NodePanel> {
		const opened = new NodePanel(page);
		await opened.panel.getByTestId('node-parameters').waitFor();
		return opened;
	}

	/** Of a trigger: n8n waits for its event. */
	get listening(): Locator {
		return this.panel.getByTestId('trigger-listening');
	}

	get output(): Locator {
		return this.panel.getByTestId('output-panel');
	}

	/** The input of a parameter, by its name in the workflow. */
	parameter(name: string): Locator {
		// n8n has the same mark for its inputs as for a parameter that is called "field".
		return this.panel.locator('div').and(this.panel.getByTestId(`parameter-input-${name}`));
	}

	async chooseCredential(name: string): Promise<void> {
		await this.panel.getByTestId('node-credentials-select').click();
		await this.page.getByRole('option').filter({ hasText: name }).click();
	}

	/** Chooses from the list of a resource locator; gives what is in the list. */
	async chooseFromList(parameter: string, name: string | RegExp): Promise<string[]> {
		await this.panel.getByTestId(`resource-locator-${parameter}`).getByTestId('rlc-input').click();
		const items = this.page.getByTestId('rlc-item').filter({ visible: true });
		const item = items.filter({ hasText: name });
		await item.waitFor();
		const names = await items.allTextContents();
		await item.click();
		return names.map((text) => text.trim());
	}

	/** Chooses one option of a dropdown, or several. */
	async choose(parameter: string, ...options: string[]): Promise<void> {
		const dropdown = this.parameter(parameter);
		for (const name of options) {
			const option = this.option(name);
			// It closes when what fills it arrives from SmartSuite.
			await until(`the option '${name}'`, FILL_TIMEOUT_MS, async () => {
				if (await option.isVisible()) return true;
				if (!(await isOpen(dropdown))) await dropdown.click();
				return undefined;
			});
			await option.click();
		}
		if (await isOpen(dropdown)) await this.page.keyboard.press('Escape');
	}

	async fill(parameter: string, text: string): Promise<void> {
		await this.parameter(parameter).locator('input, textarea').fill(text);
	}

	/** Adds an option or a field of a collection. */
	async add(displayName: string): Promise<void> {
		await this.panel.getByTestId('collection-parameter-add').click();
		await this.page
			.getByText(displayName, { exact: true })
			.filter({ visible: true })
			.last()
			.click();
	}

	/** The fields of a resource mapper, and what it says about them. */
	get mapper(): Locator {
		return this.panel.getByTestId('resource-mapper-container');
	}

	/** Adds a field to those of the mapper; gives what there is to add. */
	async addField(label: string): Promise<string[]> {
		await this.mapper.getByText('Add field to send').click();
		const items = this.page.getByRole('menuitem').filter({ hasText: /\S/, visible: true });
		const item = items.filter({ hasText: label });
		await item.waitFor();
		const names = await items.allTextContents();
		await item.click();
		return names.map((text) => text.trim());
	}

	/** Runs the node; of a trigger, begins to listen. */
	async execute(): Promise<void> {
		await this.panel.getByTestId('node-execute-button').click();
	}

	/** The node's items, as the output's table shows them, once it has run well. */
	async rows(): Promise<Row[]> {
		await this.output.getByTestId('node-run-status-success').waitFor();
		await this.output.getByTestId('radio-button-table').click();
		const table = this.output.locator('table');
		await table.locator('tbody tr').first().waitFor();
		const columns = await table.locator('thead th').allTextContents();
		const rows: Row[] = [];
		for (const row of await table.locator('tbody tr').all()) {
			const cells = await row.locator('td').allTextContents();
			const named = columns.map((column, n) => [column.trim(), trimmed(cells[n])]);
			// The last column is only room at the right.
			rows.push(Object.fromEntries(named.filter(([column]) => column !== '')) as Row);
		}
		return rows;
	}

	/** What the panel says of a failed run. */
	async error(): Promise<{ message: string; description: string }> {
		const text = async (id: string) =>
			trimmed((await this.output.getByTestId(id).textContent()) ?? '');
		return {
			message: await text('node-error-message'),
			description: await text('node-error-description'),
		};
	}

	/** What n8n says in the corner. */
	get messages(): Locator {
		return this.page.locator('.el-notification');
	}

	/** Pulls the parameters to the left, so that the output has most of the panel. */
	async widenOutput(): Promise<void> {
		await this.panel.getByTestId('panel-drag-button').hover();
		await this.page.mouse.down();
		await this.page.mouse.move(0, 0, { steps: 10 });
		await this.page.mouse.up();
	}

	/** Scrolls the output's table. */
	async showColumn(name: string): Promise<void> {
		const named = { has: this.page.getByText(name, { exact: true }) };
		await this.output.locator('th').filter(named).scrollIntoViewIfNeeded();
	}

	private option(name: string): Locator {
		return this.page
			.getByRole('option')
			.filter({ has: this.page.getByText(name, { exact: true }), visible: true });
	}
}

const isOpen = async (dropdown: Locator) =>
	(await dropdown.locator('[aria-expanded=true]').count()) > 0;

const trimmed = (text = '') => text.replace(/\s+/g, ' ').trim();
