import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { credentialData, startWorld, type World } from '../e2e/world.mts';
import { startBrowser } from './browser.mts';
import { openEditor, type Category } from './n8n-editor.mts';
import type { NodePanel } from './node-panel.mts';

/** The webhooks engine's answer to a token that it does not know (docs/internals/smartsuite.md 2). */
export const WRONG_TOKEN = { status: 401, body: { code: 'unauthenticated', msg: 'invalid token' } };

const ACCOUNT = 'SmartSuite account';

/** What a person works with: n8n beside SmartSuite's stand-in, and a browser. */
export interface Desk {
	world: World;
	browser: Browser;
	/**
	 * Adds the node to a new workflow by search, and chooses the account and what is below it.
	 * @param chosen from lists, by parameter; the demo solution, unless it is something else
	 */
	addNode(
		category: Category,
		operation: string,
		chosen?: Record<string, string>,
	): Promise<NodePanel>;
}

/** Sets up a desk for all tests of a file; SmartSuite starts over with each. */
export function setUpDesk(name: string): Desk {
	let world: World | undefined;
	let browser: Browser | undefined;

	beforeAll(async () => {
		world = await startWorld({ name });
		browser = await startBrowser();
	});
	beforeEach(async () => {
		const { client, emulator } = known(world);
		emulator.reset();
		// Lists are remembered for a minute, by credential.
		const { id } = await client.createCredential(
			'smartSuiteApi',
			ACCOUNT,
			credentialData(emulator),
		);
		return () => client.rest.delete(`/credentials/${id}`);
	});
	afterAll(async () => {
		await browser?.close();
		await world?.stop();
	});

	return {
		get world() {
			return known(world);
		},
		get browser() {
			return known(browser);
		},
		addNode(category, operation, chosen = { solution: 'Demo Solution' }) {
			return addNode(this, category, operation, chosen);
		},
	};
}

async function addNode(
	{ world, browser }: Desk,
	category: Category,
	operation: string,
	chosen: Record<string, string>,
): Promise<NodePanel> {
	const editor = await openEditor(browser, world);
	await editor.search('smartsuite', 'SmartSuite');
	await editor.openNode('SmartSuite', category);
	const panel = await editor.add(operation);
	await panel.chooseCredential(ACCOUNT);
	for (const [parameter, name] of Object.entries(chosen)) {
		await panel.chooseFromList(parameter, name);
	}
	return panel;
}

function known<Part>(part: Part | undefined): Part {
	if (part === undefined) throw new Error('The desk is set up when the first test begins.');
	return part;
}
