import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa, type ResultPromise } from 'execa';
import { expect, it } from 'vitest';
import { PARTS } from '../../scripts/verify-live/limits.mts';
import { CHECKOUT } from '../e2e/package.mts';
import { until } from '../e2e/until.mts';
import type { Emulator } from '../emulator/index.mts';
import { titlesIn, withEmulator } from './world.mts';

/** What SmartSuite allows: the command has to keep to it by itself. */
const RATE_LIMIT = { perSecond: 5, penaltyMs: 30_000 };
const PATIENCE_MS = 20_000;

function start(emulator: Emulator, env: Record<string, string> = {}, ...args: string[]) {
	const { url, token, accountId, solution, tables } = emulator;
	return execa('node', ['scripts/verify-live.mjs', ...args], {
		cwd: CHECKOUT,
		all: true,
		reject: false,
		input: '',
		env: {
			SMARTSUITE_API_URL: url,
			SMARTSUITE_WEBHOOKS_URL: `${url}/`,
			SMARTSUITE_API_TOKEN: token,
			SMARTSUITE_ACCOUNT_ID: accountId,
			SMARTSUITE_SOLUTION_ID: solution.id,
			SMARTSUITE_TABLE_ID: tables.tasks.id,
			...env,
		},
	});
}

it.concurrent.each(PARTS)(
	'asks about %s without anybody there, and writes a report',
	async (part) => {
		const folder = await mkdtemp(join(tmpdir(), 'verify-live-'));
		const report = join(folder, 'report.md');
		await withEmulator({ rateLimit: RATE_LIMIT }, async (emulator) => {
			const { all, exitCode } = await start(
				emulator,
				{},
				'--yes',
				'--only',
				part,
				'--report',
				report,
			);
			expect({ exitCode, all }).toMatchObject({ exitCode: 0 });
			expect(all).toContain('questions answered as expected');
			expect(all).not.toContain(emulator.token);
			expect(all).not.toContain(emulator.accountId);
			expect(await readFile(report, 'utf8')).toContain('## As expected');
			expect(emulator.calls.filter(({ status }) => status === 429)).toEqual([]);
			expect(emulator.webhooks).toEqual([]);
		});
		await rm(folder, { recursive: true });
	},
);

async function interrupt(emulator: Emulator, command: ResultPromise, signal: NodeJS.Signals) {
	await until('a webhook', PATIENCE_MS, () => emulator.webhooks.length > 0 || undefined);
	command.kill(signal);
	const { exitCode } = await command;
	expect(exitCode).toBe(130);
	expect(emulator.webhooks).toEqual([]);
}

it.concurrent.each(['SIGINT', 'SIGTERM'] as const)('cleans up after %s', async (signal) => {
	await withEmulator({}, async (emulator) => {
		const titles = await titlesIn(emulator);
		await interrupt(emulator, start(emulator, {}, '--yes'), signal);
		expect(await titlesIn(emulator)).toEqual(titles);
	});
});

it.concurrent('says what it can be asked about', async () => {
	await withEmulator({}, async (emulator) => {
		const { all, exitCode } = await start(emulator, {}, '--yes', '--only', 'members');
		expect(exitCode).toBe(1);
		expect(all).toContain('--only takes webhooks or records.');
		expect(emulator.calls).toEqual([]);
	});
});

it.concurrent('does nothing where nobody can agree', async () => {
	await withEmulator({}, async (emulator) => {
		const { all, exitCode } = await start(emulator);
		expect(exitCode).toBe(1);
		expect(all).toContain('Nobody can be asked here: give --yes.');
		expect(
			emulator.calls.every(({ rpc, method }) => rpc === 'ListWebhooks' || method === 'GET'),
		).toBe(true);
	});
});

it.concurrent.each([
	[{ SMARTSUITE_API_TOKEN: 'stale' }, 'SmartSuite does not accept this API token.'],
	[{ SMARTSUITE_ACCOUNT_ID: 'nowhere0' }, 'SmartSuite does not know this Account ID.'],
	[{ SMARTSUITE_API_TOKEN: '' }, 'Nobody can be asked here: give SMARTSUITE_API_TOKEN.'],
])('with %o says: %s', async (env, message) => {
	await withEmulator({}, async (emulator) => {
		const { all, exitCode } = await start(emulator, env, '--yes');
		expect(exitCode).toBe(1);
		expect(all).toContain(message);
	});
});
