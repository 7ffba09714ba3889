import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { World } from './world.mts';

/** The files below `folder` that hold `text`, as paths in it; what is in node_modules is left out. */
async function filesHolding(text: string, folder: string): Promise<string[]> {
	const entries = await readdir(folder, { recursive: true, withFileTypes: true });
	const files = entries
		.filter((entry) => entry.isFile() && !entry.parentPath.includes('node_modules'))
		.map((entry) => join(entry.parentPath, entry.name));
	const holding: string[] = [];
	for (const file of files) {
		if ((await readFile(file)).includes(text)) holding.push(file);
	}
	return holding.map((file) => file.slice(folder.length + 1));
}

/** The files of n8n that hold `text`, its log among them. */
export async function filesOfN8nHolding(text: string, { home, logs }: World): Promise<string[]> {
	return [...(await filesHolding(text, home.folder)), ...(await filesHolding(text, logs))];
}
