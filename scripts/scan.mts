// npm run scan: what n8n's verification checks in the source and in the package, without a network.
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative, sep } from 'node:path';
import { execa } from 'execa';
import {
	analyzePackage,
	SOURCE_FILE_PATTERNS,
} from '@n8n/scan-community-package/scanner/scanner.mjs';
import { CHECKOUT, packPackage } from '../test/e2e/package.mts';
import { findingsIn, type Packed } from './package-contents.mts';

/** What the scan lints in the published package. */
const PACKED_FILE_PATTERNS = ['dist/**/*.js', 'package.json'];

const folder = await mkdtemp(join(tmpdir(), 'n8n-scan-'));
try {
	const tarball = await packPackage(folder);
	const unpacked = await unpack(tarball, folder);
	const packed = await look(unpacked, tarball);
	const findings = [
		...(await lint('source', CHECKOUT, SOURCE_FILE_PATTERNS)),
		...(await lint('package', unpacked, PACKED_FILE_PATTERNS)),
		...findingsIn(packed, await sources()),
	];
	findings.forEach((finding) => console.error(finding));
	if (findings.length > 0) process.exitCode = 1;
	else console.log(`The source and the packed package pass n8n’s scan. ${summary(packed)}`);
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

async function look(unpacked: string, tarball: string): Promise<Packed> {
	const manifest = await readFile(join(unpacked, 'package.json'), 'utf8');
	const { n8n } = JSON.parse(manifest) as Pick<Packed, 'n8n'>;
	return { files: await filesIn(unpacked), bytes: (await stat(tarball)).size, n8n };
}

async function sources(): Promise<string[]> {
	const folders = ['credentials', 'nodes', 'icons'];
	return (await Promise.all(folders.map((name) => filesIn(CHECKOUT, name)))).flat();
}

/** The files below a folder, as paths with slashes from `top`. */
async function filesIn(top: string, below = '.'): Promise<string[]> {
	const entries = await readdir(join(top, below), { recursive: true, withFileTypes: true });
	return entries
		.filter((entry) => entry.isFile())
		.map(({ parentPath, name }) => relative(top, join(parentPath, name)).replaceAll(sep, '/'));
}

function summary({ files, bytes }: Packed): string {
	return `It holds ${files.length} files in ${Math.round(bytes / 1_000)} kB.`;
}
