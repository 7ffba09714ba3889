import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const CHECKOUT = join(import.meta.dirname, '..', '..');

const read = (...path: string[]) => readFileSync(join(CHECKOUT, ...path), 'utf8');

const SOURCES = ['nodes', 'credentials', 'test', 'scripts'].flatMap((folder) =>
	readdirSync(join(CHECKOUT, folder), { recursive: true, encoding: 'utf8' })
		.filter((file) => /\.(ts|mts|mjs|cjs|js)$/.test(file))
		.map((file) => join(folder, file)),
);

/** A file's text, with what a comment says on several lines in one. */
const textOf = (file: string) => read(file).replace(/\n\s*(\*|\/\/) ?/g, ' ');

/** What a text cites of `docs/internals`: a file, and the numbers of its sections. */
function citations(text: string) {
	const found = text.matchAll(
		/docs\/internals\/([\w-]+\.md)(?:,? sections?)?((?: ?(?:and |to |, ?)?\d+(?:\.\d+)?)*)/g,
	);
	return [...found].map(([, file = '', numbers = '']) => ({
		file,
		sections: numbers.match(/\d+(\.\d+)?/g) ?? [],
	}));
}

const headings = (file: string) =>
	[...read('docs', 'internals', file).matchAll(/^#+ (\d+(?:\.\d+)?)\.? /gm)].map(
		([, number]) => number ?? '',
	);

it('every citation of docs/internals leads to a section that there is', () => {
	const all = SOURCES.flatMap((source) =>
		citations(textOf(source)).map((cited) => ({ source, ...cited })),
	);
	expect(all.length).toBeGreaterThan(100);
	const inVain = all.filter(({ file, sections }) => {
		if (!existsSync(join(CHECKOUT, 'docs', 'internals', file))) return true;
		return sections.some((section) => !headings(file).includes(section));
	});
	expect(inVain).toEqual([]);
});

it('every document that the nodes cite is in this repository', () => {
	const nodes = SOURCES.filter((file) => /^(nodes|credentials)/.test(file));
	const cited = nodes.flatMap((file) => textOf(file).match(/[\w./-]+\.md\b/g) ?? []);
	expect(cited.length).toBeGreaterThan(50);
	expect(cited.filter((file) => !existsSync(join(CHECKOUT, file)))).toEqual([]);
});
