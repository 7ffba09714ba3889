// npm run scan: what n8n's verification checks in the source and in the package, without a network.
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import {
	analyzePackage,
	SOURCE_FILE_PATTERNS,
} from '@n8n/scan-community-package/scanner/scanner.mjs';
import { CHECKOUT, packPackage } from '../test/e2e/package.mts';

/** What the scan lints in the published package (n8n-conventions.md section 1.6). */
const PACKED_FILE_PATTERNS = ['dist/**/*.js', 'package.json'];

/** All that a user needs, and nothing else. */
const TOP_LEVEL = ['CHANGELOG.md', 'LICENSE', 'README.md', 'dist', 'package.json'];

const folder = await mkdtemp(join(tmpdir(), 'n8n-scan-'));
try {
	const packed = await unpack(await packPackage(folder), folder);
	const findings = [
		...(await lint('source', CHECKOUT, SOURCE_FILE_PATTERNS)),
		...(await lint('package', packed, PACKED_FILE_PATTERNS)),
		...compareContents(await readdir(packed)),
	];
	findings.forEach((finding) => console.error(finding));
	if (findings.length > 0) process.exitCode = 1;
	else console.log('The source and the packed package pass n8n’s scan.');
} finally {
	await rm(folder, { recursive: true, force: true });
}

/** @returns the folder that holds the package's files */
async function unpack(tarball: string, into: string): Promise<string> {
	await execa('tar', ['-xzf', tarball, '-C', into]);
	return join(into, 'package');
}

async function lint(what: string, where: string, patterns: string[]): Promise<string[]> {
	const { passed, message, details } = await analyzePackage(where, patterns);
	return passed ? [] : [`Scan of the ${what}: ${message ?? 'failed'}\n${details ?? ''}`];
}

function compareContents(found: string[]): string[] {
	const missing = TOP_LEVEL.filter((name) => !found.includes(name));
	const surplus = found.filter((name) => !TOP_LEVEL.includes(name));
	return [
		...missing.map((name) => `The package lacks ${name}.`),
		...surplus.map((name) => `The package should not hold ${name}.`),
	];
}
