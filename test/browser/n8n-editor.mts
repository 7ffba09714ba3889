import { randomUUID } from 'node:crypto';
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { onTestFinished } from 'vitest';
import { keepEvidence } from '../e2e/evidence.mts';
import type { Owner } from '../e2e/n8n-client.mts';
import type { World } from '../e2e/world.mts';
import { openPage } from './browser.mts';
import { NodePanel } from './node-panel.mts';

/** Wide enough for all three columns of a node's panel, in pictures of 1280 pixels. */
const DESK: BrowserContextOptions = {
	viewport: { width: 1600, height: 900 },
	deviceScaleFactor: 0.8,
};

export type Category = 'Triggers' | 'Actions';

/** n8n's canvas and its list of nodes as a person uses them. */
export class N8nEditor {
	constructor(readonly page: Page) {}

	/** The list of nodes at the right. */
	get nodeList(): Locator {
		return this.page.getByTestId('node-creator');
	}

	/** The names of the nodes, or of a node's operations, that the list shows. */
	names(): Promise<string[]> {
		return this.nodeList.getByTestId('node-creator-item-name').allTextContents();
	}

	/** Opens the list of nodes of an empty workflow and searches in it, until only `name` is left. */
	async search(text: string, name: string): Promise<void> {
		await this.page.getByTestId('canvas-add-button').click();
		await this.nodeList.getByTestId('node-creator-search-bar').fill(text);
		const others = this.nodeList.getByTestId('node-creator-item-name').filter({ hasNotText: name });
		await others.first().waitFor({ state: 'detached' });
	}

	/** Shows what the node that was found can do. */
	async openNode(name: string, category: Category): Promise<void> {
		await this.nodeItem(name).click();
		const heading = this.nodeList
			.getByTestId('node-creator-category-item')
			.filter({ hasText: category });
		await heading.waitFor();
		// n8n opens the category that fits the empty or begun workflow.
		const opened = heading
			.locator('xpath=following-sibling::*')
			.getByTestId('node-creator-item-name');
		if ((await opened.count()) === 0) await heading.click();
	}

	/** Adds the node with one of its operations, which opens its panel. */
	async add(operation: string): Promise<NodePanel> {
		await this.nodeItem(operation).click();
		return await NodePanel.opened(this.page);
	}

	private nodeItem(name: string): Locator {
		return this.nodeList
			.getByTestId('node-creator-item-name')
			.filter({ has: this.page.getByText(name, { exact: true }) });
	}
}

/** A new, empty workflow in the editor of a person who is signed in. */
export async function openEditor(browser: Browser, world: World): Promise<N8nEditor> {
	const page = await openPage(browser, DESK);
	await signIn(page, world.n8n.url, world.owner);
	await page.goto(`${world.n8n.url}/workflow/new`);
	await page.getByTestId('canvas-add-button').waitFor();
	onTestFinished(async ({ task }) => {
		const [, workflowId = ''] = /\/workflow\/(\w+)/.exec(page.url()) ?? [];
		if (task.result?.state === 'fail') await keepEvidence(world, workflowId, task.name);
	});
	return new N8nEditor(page);
}

/** As the page for signing in does; n8n ties its cookie to an id of the browser. */
async function signIn(page: Page, url: string, { email, password }: Owner): Promise<void> {
	const browserId = randomUUID();
	const answer = await page.request.post(`${url}/rest/login`, {
		headers: { 'browser-id': browserId },
		data: { emailOrLdapLoginId: email, password },
	});
	if (!answer.ok()) throw new Error(`n8n does not let the owner in: ${answer.status()}`);
	await page.addInitScript(`localStorage.setItem('n8n-browserId', '${browserId}')`);
}
