import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';

const CHECKOUT = join(import.meta.dirname, '..', '..');

const read = (...path: string[]) => readFileSync(join(CHECKOUT, ...path), 'utf8');

/** The files below a folder whose names end so, as paths from the checkout. */
function filesIn(folder: string, ending: string): string[] {
	return readdirSync(join(CHECKOUT, folder), { recursive: true, encoding: 'utf8' })
		.filter((file) => file.endsWith(ending))
		.map((file) => join(folder, file));
}

const GUIDES = [
	...['README.md', 'ARCHITECTURE.md', 'CHANGELOG.md', 'CONTRIBUTING.md', 'SECURITY.md'],
	...filesIn('docs', '.md'),
];
const SOURCES = [...filesIn('nodes', '.ts'), ...filesIn('credentials', '.ts')];

/** The addresses of links and pictures that lead into the checkout. */
function relativeLinks(markdown: string): string[] {
	const links = markdown.matchAll(/\]\(([^)\s]+)\)/g);
	return [...links].map(([, link]) => link ?? '').filter((link) => !/^[a-z]+:/i.test(link));
}

/** A heading as GitHub names it in an address. */
function anchorOf(heading: string): string {
	return heading
		.toLowerCase()
		.replace(/[^\p{L}\p{N}\s_-]/gu, '')
		.replace(/\s/g, '-');
}

const anchorsIn = (markdown: string) =>
	[...markdown.matchAll(/^#+ (.+)$/gm)].map(([, heading]) => anchorOf(heading ?? ''));

it.each(GUIDES)('leads nowhere in vain: %s', (guide) => {
	const broken = relativeLinks(read(guide)).filter((link) => {
		const [path = '', anchor] = link.split('#');
		const target = path === '' ? guide : join(dirname(guide), path);
		if (!existsSync(join(CHECKOUT, target))) return true;
		return anchor !== undefined && !anchorsIn(read(target)).includes(anchor);
	});
	expect(broken).toEqual([]);
});

const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };

it.each(GUIDES)('names commands that there are: %s', (guide) => {
	const named = [...read(guide).matchAll(/npm run ([\w:]+)/g)].map(([, script]) => script ?? '');
	expect(named.filter((script) => !Object.hasOwn(scripts, script))).toEqual([]);
});

/** The messages that headings quote; `…` stands for what differs. */
const quoted = [...read('docs', 'troubleshooting.md').matchAll(/^### "(.+)"$/gm)].map(
	([, message]) => message ?? '',
);
const sources = SOURCES.map((file) => read(file)).join('\n');

it('explains messages', () => expect(quoted.length).toBeGreaterThan(20));

/** The heading as it stands in the source: in one piece of code, with an expression where `…` is. */
function asWritten(heading: string): RegExp {
	const parts = heading
		.split('…')
		.map((part) => part.trim().replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
	return new RegExp(parts.join('.{0,80}?'));
}

it.each(quoted)('explains a message that there is: %s', (message) => {
	expect(message.replaceAll('…', '').length).toBeGreaterThan(8);
	expect(sources).toMatch(asWritten(message));
});

describe('SECURITY.md', () => {
	const [, section = ''] = read('SECURITY.md').split(/^## (?:Threats|What stays)$/m);
	const rows = section.match(/^\| \*\*.+\|$/gm) ?? [];

	it('lists threats', () => expect(rows.length).toBeGreaterThan(15));

	it.each(rows)('names a test that proves what it says: %s', (row) => {
		const proofs = relativeLinks(row);
		expect(proofs.length).toBeGreaterThan(0);
		expect(proofs.filter((file) => !file.endsWith('.test.mts'))).toEqual([]);
		expect(proofs.filter((file) => !existsSync(join(CHECKOUT, file)))).toEqual([]);
	});

	it('names each test of security', () => {
		const tests = filesIn('test', '.test.mts').map((file) => file.replaceAll('\\', '/'));
		const ofSecurity = tests.filter((file) => /\/(security|fuzz)/.test(file));
		expect(ofSecurity.filter((file) => !relativeLinks(section).includes(file))).toEqual([]);
	});
});
