import { chown, mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import getPort from 'get-port';
import { startGuarded } from './guarded-process.mts';
import { findProgram } from './programs.mts';
import { until } from './until.mts';

const VARIABLE = 'TEST_POSTGRES_URL';
const START_TIMEOUT_MS = 60_000;

/** A server that n8n needs in queue mode. */
export interface Service {
	/** What n8n's environment says of it. */
	env: Record<string, string>;
	stop(): Promise<void>;
}

/**
 * An empty database: the one that TEST_POSTGRES_URL names, else in a PostgreSQL of our own that leaves
 * nothing behind.
 *
 * @throws {Error} when there is none, saying how to get one
 */
export async function startPostgres(logFile: string): Promise<Service> {
	const given = process.env[VARIABLE];
	if (given) return { env: environment(new URL(given)), stop: async () => {} };
	const postgres = await findProgram({
		program: 'postgres',
		debianPackage: 'postgresql',
		instead: `set ${VARIABLE} to the URL of a running one`,
	});
	const folder = await mkdtemp(join(tmpdir(), 'n8n-postgres-'));
	const remove = () => rm(folder, { recursive: true, force: true, maxRetries: 5 });
	try {
		const port = await getPort();
		const bin = dirname(await realpath(postgres));
		const server = await startServer({ bin, folder, port, logFile });
		const stop = async () => {
			await server.stop();
			await remove();
		};
		return { env: environment(new URL(`postgres://n8n@127.0.0.1:${port}/postgres`)), stop };
	} catch (error) {
		await remove();
		throw error;
	}
}

interface Server {
	/** Folder of PostgreSQL's programs. */
	bin: string;
	/** Empty, ours. */
	folder: string;
	port: number;
	logFile: string;
}

async function startServer({ bin, folder, port, logFile }: Server) {
	const asUser = await ordinaryUser(folder);
	const data = join(folder, 'data');
	const initdb = [join(bin, 'initdb'), '-D', data, '-U', 'n8n', '--auth=trust', '-E', 'UTF8'];
	await runAs(asUser, [...initdb, '--no-locale', '--no-sync'], folder);
	// Nothing in it outlives the test, so it need not reach the disk.
	const settings = ['fsync=off', 'listen_addresses=127.0.0.1', 'unix_socket_directories='];
	const [program = '', ...args] = [
		...asUser,
		join(bin, 'postgres'),
		...['-D', data, '-p', String(port)],
		...settings.flatMap((setting) => ['-c', setting]),
	];
	const env = { PATH: process.env.PATH };
	const server = await startGuarded({ program, args, cwd: folder, env, logFile });
	const isReady = [join(bin, 'pg_isready'), '-h', '127.0.0.1', '-p', String(port)];
	await until('PostgreSQL to be ready', START_TIMEOUT_MS, async () => {
		if (server.hasEnded()) throw new Error(`PostgreSQL ended while starting: ${logFile}`);
		return await runAs([], isReady, folder).catch(() => undefined);
	});
	return server;
}

/** PostgreSQL refuses to run as root: the words that run a command as somebody else then. */
async function ordinaryUser(folder: string): Promise<string[]> {
	if (process.getuid?.() !== 0) return [];
	const idOf = async (which: string) =>
		Number(
			(await execa('id', [which, 'postgres']).catch(() => execa('id', [which, 'nobody']))).stdout,
		);
	const [uid, gid] = [await idOf('-u'), await idOf('-g')];
	await chown(folder, uid, gid);
	return ['setpriv', `--reuid=${uid}`, `--regid=${gid}`, '--clear-groups'];
}

async function runAs(asUser: string[], command: string[], cwd: string): Promise<true> {
	const [program = '', ...args] = [...asUser, ...command];
	await execa(program, args, { cwd });
	return true;
}

function environment({ hostname, port, username, password, pathname }: URL) {
	return {
		DB_TYPE: 'postgresdb',
		DB_POSTGRESDB_HOST: hostname,
		DB_POSTGRESDB_PORT: port || '5432',
		DB_POSTGRESDB_USER: decodeURIComponent(username),
		DB_POSTGRESDB_PASSWORD: decodeURIComponent(password),
		DB_POSTGRESDB_DATABASE: pathname.slice(1),
	};
}
