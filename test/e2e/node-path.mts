import { delimiter, dirname } from 'node:path';

/** A PATH in which `node` means this binary: for npm's scripts, and for n8n's task runner. */
export function pathWithNode(binary: string, path = process.env.PATH ?? ''): string {
	return `${dirname(binary)}${delimiter}${path}`;
}
