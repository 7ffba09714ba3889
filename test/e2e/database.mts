import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import type { N8nHome } from './n8n-home.mts';
import { installN8n } from './n8n-install.mts';

const HOLD = fileURLToPath(new URL('hold-database.mjs', import.meta.url));
const QUERY = fileURLToPath(new URL('query-database.mjs', import.meta.url));

type Row = Record<string, unknown>;

/** The SQLite database of an n8n, also while that runs; read by n8n's Node, which can. */
export interface Database {
	query(sql: string, ...values: string[]): Promise<Row[]>;
	/**
	 * Lets nobody write any more as soon as the query's first number changes; resolves then.
	 *
	 * @returns what ends that
	 */
	holdWhenChanged(sql: string): Promise<{ held: Promise<unknown>; release: () => Promise<void> }>;
}

export async function openDatabase({ folder }: N8nHome): Promise<Database> {
	const file = join(folder, '.n8n', 'database.sqlite');
	const { node } = await installN8n();
	return {
		async query(sql, ...values) {
			const { stdout } = await execa(node, ['--no-warnings', QUERY, file, sql, ...values]);
			return JSON.parse(stdout) as Row[];
		},
		async holdWhenChanged(sql) {
			const holder = spawn(node, ['--no-warnings', HOLD, file, sql], {
				stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
			});
			await once(holder, 'message');
			return {
				held: once(holder, 'message'),
				async release() {
					if (holder.exitCode !== null) return;
					const ended = once(holder, 'exit');
					holder.kill();
					await ended;
				},
			};
		},
	};
}
