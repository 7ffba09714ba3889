import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import getPort from 'get-port';
import { startGuarded } from './guarded-process.mts';
import type { Service } from './postgres.mts';
import { findProgram } from './programs.mts';
import { until } from './until.mts';

const VARIABLE = 'TEST_REDIS_URL';
const START_TIMEOUT_MS = 30_000;

/**
 * A Redis for n8n's queue: the one that TEST_REDIS_URL names, else one of our own that keeps all in
 * memory. The queue has a name of its own in either.
 *
 * @throws {Error} when there is none, saying how to get one
 */
export async function startRedis(logFile: string): Promise<Service> {
	const given = process.env[VARIABLE];
	if (given) return { env: environment(new URL(given)), stop: async () => {} };
	const program = await findProgram({
		program: 'redis-server',
		debianPackage: 'redis-server',
		instead: `set ${VARIABLE} to the URL of a running one`,
	});
	const port = await getPort();
	const server = await startGuarded({
		program,
		args: ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'],
		cwd: tmpdir(),
		env: { PATH: process.env.PATH },
		logFile,
	});
	await until('Redis to be ready', START_TIMEOUT_MS, async () => {
		if (server.hasEnded()) throw new Error(`Redis ended while starting: ${logFile}`);
		return (await answers(port)) || undefined;
	});
	const env = environment(new URL(`redis://127.0.0.1:${port}`));
	return { env, stop: () => server.stop() };
}

async function answers(port: number): Promise<boolean> {
	const socket = connect(port, '127.0.0.1');
	try {
		await once(socket, 'connect');
		socket.write('PING\r\n');
		const [answer] = (await once(socket, 'data')) as [Buffer];
		return answer.toString().startsWith('+PONG');
	} catch {
		return false; // nobody listens yet
	} finally {
		socket.destroy();
	}
}

function environment({ hostname, port, username, password, protocol }: URL) {
	return {
		QUEUE_BULL_REDIS_HOST: hostname,
		QUEUE_BULL_REDIS_PORT: port || '6379',
		QUEUE_BULL_REDIS_USERNAME: decodeURIComponent(username),
		QUEUE_BULL_REDIS_PASSWORD: decodeURIComponent(password),
		QUEUE_BULL_REDIS_TLS: String(protocol === 'rediss:'),
		QUEUE_BULL_PREFIX: randomUUID(),
	};
}
