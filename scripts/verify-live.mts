// npm run verify:live [-- --yes --rate-limit --only records]: asks a real SmartSuite what this package takes for granted.
import { readFile, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { messageOf } from '../test/e2e/message.mts';
import { CHECKOUT } from '../test/e2e/package.mts';
import { interruption } from './interruption.mts';
import { Declined } from './verify-live/person.mts';
import { line, reportOf, summaryOf } from './verify-live/report.mts';
import { partsFrom, settingsFrom } from './verify-live/settings.mts';
import { accountFrom, terminalPerson } from './verify-live/terminal.mts';
import { verify, type Result } from './verify-live/verify.mts';

/** Where pings arrive by default, so that a tunnel can be set up before. */
const USUAL_PORT = 4011;

const { values } = parseArgs({
	options: {
		yes: { type: 'boolean', default: false },
		'rate-limit': { type: 'boolean', default: false },
		only: { type: 'string' },
		port: { type: 'string', default: `${USUAL_PORT}` },
		report: { type: 'string', default: join(CHECKOUT, 'verify-live-report.md') },
	},
});

let signal: AbortSignal | undefined;
try {
	const settings = settingsFrom(process.env);
	const parts = partsFrom(values.only);
	const person = terminalPerson(settings, values.yes);
	const account = await accountFrom(settings);
	const port = Number(values.port);
	signal = interruption();
	const provokes = values['rate-limit'];
	await tell(await verify({ account, person, signal, port, provokes, parts }));
} catch (error) {
	console.error(signal?.aborted ? '\nInterrupted.' : `\n${messageOf(error)}`);
	process.exitCode = signal?.aborted ? 130 : error instanceof Declined ? 0 : 1;
}

/** Writes the report, and says what it is worth reading for. */
async function tell(result: Result): Promise<void> {
	const { version } = JSON.parse(await readFile(join(CHECKOUT, 'package.json'), 'utf8')) as {
		version: string;
	};
	await writeFile(values.report, reportOf(result, { version, date: new Date() }));
	const { findings, calls, seconds, left } = result;
	const worth = [...findings.with('matters'), ...findings.with('copes')].map(line);
	const troubles = findings.troubles.map((trouble) => `- went wrong: ${trouble}`);
	console.log(`
${summaryOf(result)}; ${calls} calls in ${seconds} s.
${[...worth, ...troubles].join('\n').replaceAll(/\*\*|`/g, '')}

The report is in ${relative(process.cwd(), values.report)}. It holds nothing of your account. Please paste it into an issue:
https://github.com/n8n-nodes-smartsuite/n8n-nodes-smartsuite/issues/new`);
	if (findings.troubles.length > 0 || left.length > 0) process.exitCode = 1;
}
