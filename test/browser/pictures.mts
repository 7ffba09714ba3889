import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { CHECKOUT, OUTPUT } from '../e2e/package.mts';

/** `PUBLISH_PICTURES=1 npm run test:browser` renews the pictures of README and docs. */
const FOLDER = process.env.PUBLISH_PICTURES
	? join(CHECKOUT, 'docs', 'images')
	: join(OUTPUT, 'pictures');

/** n8n's messages in the corner lie over the output for some seconds. */
const WITHOUT_MESSAGES = '.el-notification { display: none !important }';

/** Takes a picture of what is in view, or of one part of it. */
export async function takePicture(what: Page | Locator, name: string): Promise<void> {
	await mkdir(FOLDER, { recursive: true });
	await what.screenshot({
		path: join(FOLDER, `${name}.png`),
		animations: 'disabled',
		caret: 'hide',
		style: WITHOUT_MESSAGES,
	});
}
