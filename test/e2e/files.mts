import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The files below `folder` that hold `text`, as paths in it; what is in node_modules is left out. */
export async function filesHolding(text: string, folder: string): Promise<string[]> {
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
