import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

import { findingsIn, MOST_BYTES, type Packed } from '../../scripts/package-contents.mts';

const CHECKOUT = join(import.meta.dirname, '..', '..');
const read = (file: string) => readFileSync(join(CHECKOUT, file), 'utf8');

interface Manifest {
	name: string;
	version: string;
	engines: { node: string };
	scripts: Record<string, string>;
	devDependencies: Record<string, string>;
	n8n: Packed['n8n'] & { strict: boolean };
}

const manifest = JSON.parse(read('package.json')) as Manifest;

describe('what the package holds', () => {
	const SOURCES = ['credentials/A.credentials.ts', 'nodes/S/B.node.ts', 'nodes/S/B.node.json'];
	const BUILT = [
		...['CHANGELOG.md', 'LICENSE', 'README.md', 'package.json'],
		...['dist/credentials/A.credentials.js', 'dist/nodes/S/B.node.js', 'dist/nodes/S/B.node.json'],
	];
	const n8n = {
		credentials: ['dist/credentials/A.credentials.js'],
		nodes: ['dist/nodes/S/B.node.js'],
	};
	const findings = (change: Partial<Packed>) =>
		findingsIn({ files: BUILT, bytes: 60_000, n8n, ...change }, SOURCES);

	it('is what the build makes of the sources, and what a user reads', () => {
		expect(findings({})).toEqual([]);
	});

	it.each([
		'dist/nodes/S/B.node.ts',
		'dist/nodes/S/B.node.js.map',
		'dist/nodes/S/B.node.d.ts',
		'dist/nodes/S/old.js',
		'dist/test/unit/ping.test.mjs',
		'test/unit/ping.test.mts',
		'.npmrc',
		'.env',
		'docs/images/trigger.png',
	])('is nothing else: %s', (stray) => {
		expect(findings({ files: [...BUILT, stray] })).toEqual([
			`The package should not hold ${stray}.`,
		]);
	});

	it.each(BUILT)('is all of it: %s', (lost) => {
		const [lack] = findings({ files: BUILT.filter((file) => file !== lost) });
		expect(lack).toBe(`The package lacks ${lost}.`);
	});

	it('is what n8n loads', () => {
		const lost = 'dist/nodes/S/C.node.js';
		expect(findings({ n8n: { ...n8n, nodes: [lost] } })).toEqual([
			`n8n is to load ${lost}, which the package lacks.`,
		]);
	});

	it('is small', () => {
		expect(findings({ bytes: MOST_BYTES + 1 })).toEqual([
			`The package has ${MOST_BYTES + 1} bytes, more than ${MOST_BYTES}.`,
		]);
	});

	it('has each node and credential of the sources named for n8n', () => {
		const sources = ['credentials', 'nodes'].flatMap((folder) =>
			readdirSync(join(CHECKOUT, folder), { recursive: true, encoding: 'utf8' })
				.map((file) => `dist/${folder}/${file.replaceAll('\\', '/')}`)
				.filter((file) => /\.(node|credentials)\.ts$/.test(file))
				.map((file) => file.replace(/ts$/, 'js')),
		);
		expect([...manifest.n8n.credentials, ...manifest.n8n.nodes].sort()).toEqual(sources.sort());
	});
});

describe('the package', () => {
	it('depends on nothing but n8n, and runs nothing where it is installed', () => {
		const needs = Object.keys(manifest).filter((key) => /dependencies|overrides/i.test(key));
		expect(needs.sort()).toEqual(['devDependencies', 'peerDependencies']);
		const hooks = /^(pre|post)?(install|prepare|pack|publish)|^prepublishOnly$/;
		expect(Object.keys(manifest.scripts).filter((name) => hooks.test(name))).toEqual([]);
	});

	it('is built with versions that are the same everywhere, from whatever registry', () => {
		const loose = Object.entries(manifest.devDependencies).filter(
			([, version]) => !/^\d+\.\d+\.\d+$/.test(version),
		);
		expect(loose).toEqual([]);
		expect(read('package-lock.json')).not.toContain('"resolved"');
		expect(read('.npmrc')).toBe('ignore-scripts=true\n');
	});

	it('has one version everywhere', () => {
		const { version, name } = manifest;
		const lock = JSON.parse(read('package-lock.json')) as Manifest & {
			packages: Record<string, { version: string }>;
		};
		expect([lock.version, lock.packages['']?.version]).toEqual([version, version]);
		expect(read('README.md')).toContain(`/${name}-${version}.tgz`);
	});
});

describe('the changelog', () => {
	const changelog = read('CHANGELOG.md');
	const headings = [...changelog.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading);
	const released = headings.slice(1).map((heading) => /^\[(.+)\] - /.exec(heading ?? '')?.[1]);

	it('begins with what is not released, then the version of the package, with its date', () => {
		expect(headings[0]).toBe('[Unreleased]');
		expect(
			headings.slice(1).filter((one) => !/^\[.+\] - \d{4}-\d\d-\d\d$/.test(one ?? '')),
		).toEqual([]);
		expect(released[0]).toBe(manifest.version);
	});

	it('has the headings of Keep a Changelog, and a link for each version', () => {
		const kinds = [...changelog.matchAll(/^### (.+)$/gm)].map(([, kind]) => kind);
		const known = ['Added', 'Changed', 'Deprecated', 'Removed', 'Fixed', 'Security'];
		expect(kinds.filter((kind) => !known.includes(kind ?? ''))).toEqual([]);
		const links = [...changelog.matchAll(/^\[(.+)\]: https:\S+$/gm)].map(([, version]) => version);
		expect(links).toEqual(['Unreleased', ...released]);
		expect(changelog).toContain(`[Unreleased]: ${compareUrl(released[0])}`);
	});
});

const compareUrl = (version = '') =>
	`https://github.com/n8n-nodes-smartsuite/n8n-nodes-smartsuite/compare/v${version}...HEAD`;
