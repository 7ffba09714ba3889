import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
	chromium,
	selectors,
	type Browser,
	type BrowserContextOptions,
	type Page,
} from 'playwright-core';
import { onTestFinished } from 'vitest';
import { failureFolder, slug } from '../e2e/evidence.mts';
import { findProgram } from '../e2e/programs.mts';

/** Variable by which the caller names a browser of their own. */
const VARIABLE = 'CHROMIUM_PATH';

/** Runs as root and without a graphics card, and calls nobody but the pages it is shown. */
const FLAGS = [
	'--no-sandbox',
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
];

/** What a person usually waits for; n8n on a busy machine takes seconds over a panel. */
const ACTION_TIMEOUT_MS = 20_000;

/** Where everything is that these tests look at; n8n's editor would ask the internet, too. */
const LOOPBACK = '127.0.0.1';

/** Same texts and pictures on every machine. */
const SCREEN: BrowserContextOptions = {
	viewport: { width: 1280, height: 800 },
	colorScheme: 'light',
	locale: 'en-GB',
	timezoneId: 'UTC',
	reducedMotion: 'reduce',
};

/**
 * A Chromium without a window: the caller's own, or this machine's.
 *
 * @throws {Error} when there is none, saying how to get one
 */
export async function startBrowser(): Promise<Browser> {
	const executablePath =
		process.env[VARIABLE] ??
		(await findProgram({
			program: 'chromium',
			debianPackage: 'chromium',
			alsoCalled: ['chromium-browser', 'google-chrome', 'google-chrome-stable'],
			instead: `set ${VARIABLE} to the path of a Chromium or Chrome`,
		}));
	// As n8n's editor names its parts.
	selectors.setTestIdAttribute('data-test-id');
	return await chromium.launch({ executablePath, args: FLAGS });
}

/**
 * A page for the length of the test, with cookies of its own. Of a test that fails the page is kept as a
 * picture and as text, with what its scripts complained about.
 */
export async function openPage(
	browser: Browser,
	screen: BrowserContextOptions = {},
): Promise<Page> {
	const context = await browser.newContext({ ...SCREEN, ...screen });
	context.setDefaultTimeout(ACTION_TIMEOUT_MS);
	await context.route(
		({ hostname }) => hostname !== LOOPBACK,
		(route) => route.abort(),
	);
	const page = await context.newPage();
	const complaints = complaintsOf(page);
	onTestFinished(async ({ task }) => {
		if (task.result?.state === 'fail') await keepPage(page, complaints, task.name);
		await context.close();
	});
	return page;
}

/** What the page's scripts throw or report as an error from now on. */
export function complaintsOf(page: Page): string[] {
	const complaints: string[] = [];
	page.on('pageerror', (error) => complaints.push(error.stack ?? error.message));
	page.on('console', (message) => {
		if (message.type() === 'error') complaints.push(message.text());
	});
	return complaints;
}

async function keepPage(page: Page, complaints: string[], test: string): Promise<void> {
	const folder = failureFolder(test);
	await mkdir(folder, { recursive: true });
	const name = join(folder, slug(await page.title()));
	await page.screenshot({ path: `${name}.png` });
	await writeFile(`${name}.txt`, await page.locator('body').ariaSnapshot());
	await writeFile(`${name}-complaints.txt`, [page.url(), ...complaints].join('\n'));
	console.log(`✗ ${test}\n  what the browser showed: ${folder}`);
}
