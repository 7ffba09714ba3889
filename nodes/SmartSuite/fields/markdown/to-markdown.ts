import type { IDataObject } from 'n8n-workflow';

import type { DocNode, Inline, Mark } from './document';
import { writeInline } from './write-inline';

/** Documents are as deep as people make them; deeper ones are shown flat. */
const DEEPEST = 100;

/** A SmartDoc as Markdown; '' for an empty one. Nodes that nobody has heard of show their text. */
export function toMarkdown(doc: IDataObject): string {
	return writeBlocks(asNode(doc).content ?? [], 0);
}

/** The JSON of a document as nodes; parts of another form are left out. */
function asNode(json: unknown): DocNode {
	const { type, attrs, content, text, marks } = (json ?? {}) as Record<string, unknown>;
	return {
		type: typeof type === 'string' ? type : '',
		...(typeof attrs === 'object' && attrs !== null && { attrs: attrs as DocNode['attrs'] }),
		...(Array.isArray(content) && { content: content as DocNode[] }),
		...(typeof text === 'string' && { text }),
		...(Array.isArray(marks) && { marks: (marks as Mark[]).filter((mark) => mark?.type) }),
	};
}

const LISTS = ['bullet_list', 'ordered_list', 'check_list'];

function writeBlocks(nodes: readonly DocNode[], depth: number): string {
	const blocks: Array<{ type: string; source: string }> = [];
	for (const json of nodes) {
		const node = asNode(json);
		// Markdown would take two lists in a row for one.
		const isSecond = LISTS.includes(node.type) && LISTS.includes(blocks.at(-1)?.type ?? '');
		const source = writeBlock(node, depth, isSecond);
		if (source !== '') blocks.push({ type: node.type, source });
	}
	return blocks.map(({ source }) => source).join('\n\n');
}

function writeBlock(node: DocNode, depth: number, isSecond: boolean): string {
	if (depth > DEEPEST) return writeParagraph(inlinesIn(node, depth));
	const { type, attrs, content = [] } = node;
	switch (type) {
		case 'heading':
			return writeHeading(node, depth);
		case 'bullet_list':
		case 'ordered_list':
		case 'check_list':
			return writeList(node, depth, isSecond);
		case 'blockquote':
		case 'callout':
			return prefixed(writeBlocks(content, depth + 1), '> ');
		case 'code_block':
			return writeCode(content, typeof attrs?.language === 'string' ? attrs.language : '');
		case 'horizontal_rule':
			return depth === 0 ? '---' : '___';
		case 'table':
			return writeTable(content, depth);
		default:
			return content.some(isBlock)
				? writeBlocks(content, depth + 1)
				: writeParagraph(inlinesIn(node, depth));
	}
}

function isBlock(json: DocNode): boolean {
	const { type, text, content } = asNode(json);
	return text === undefined && (content !== undefined || type === 'horizontal_rule');
}

function prefixed(source: string, prefix: string): string {
	if (source === '') return '';
	return source
		.split('\n')
		.map((line) => `${prefix}${line}`.trimEnd())
		.join('\n');
}

function writeHeading({ attrs, content = [] }: DocNode, depth: number): string {
	const level = Math.min(Math.max(Number(attrs?.level) || 1, 1), 6);
	const inlines = content.flatMap((node) => inlinesIn(node, depth));
	const inline = inlines.map((one): Inline => (one === 'break' ? { text: ' ', marks: [] } : one));
	const source = writeInline(inline)
		.trim()
		.replace(/#(?=#*$)/g, '\\#');
	return source === '' ? '' : `${'#'.repeat(level)} ${source}`;
}

/** Each line so that it is not read as something other than text; an empty one would end the paragraph. */
function writeParagraph(inlines: Inline[]): string {
	const lines = writeInline(inlines).trim().split(/ *\n/);
	let breaks = '';
	const written: string[] = [];
	for (const line of lines.map((one) => one.trim())) {
		if (line !== '') written.push(`${breaks}${guarded(line, written.length === 0)}`);
		breaks = line === '' && written.length > 0 ? `${breaks}<br>` : '';
	}
	return written.join('  \n');
}

function guarded(line: string, isFirst: boolean): string {
	if (isFirst && /^\[[ x]\](\s|$)/i.test(line)) return `\\${line}`;
	return line
		.replace(/^(#{1,6}(?=\s|$)|>|~~~|[-+](?=\s|$)|[=|:-][\s|:=-]*$)/, '\\$1')
		.replace(/^(\d{1,9})([.)])(?=\s|$)/, '$1\\$2');
}

function writeList(
	{ type, attrs, content = [] }: DocNode,
	depth: number,
	isSecond: boolean,
): string {
	const start = Number(attrs?.order ?? attrs?.start ?? 1);
	const items = content.map((json, nth) => {
		const item = asNode(json);
		const box = `[${item.attrs?.checked === true ? 'x' : ' '}] `;
		const bullet = isSecond ? '* ' : '- ';
		const number = `${(Number.isInteger(start) ? Math.max(start, 0) : 1) + nth}${isSecond ? ')' : '.'} `;
		const marker = type === 'ordered_list' ? number : bullet;
		const isTask = type === 'check_list' || item.type === 'check_list_item';
		const body = writeBlocks(item.content ?? [], depth + 1);
		const indent = ' '.repeat(marker.length);
		const lines = `${isTask ? box : ''}${body}`.split('\n');
		return lines.map((line, at) => `${at === 0 ? marker : indent}${line}`.trimEnd()).join('\n');
	});
	return tightened(items).join('\n');
}

/** A list within an item follows its text at once, where a paragraph does not go on with it. */
function tightened(items: string[]): string[] {
	return items.map((item) => item.replace(/^([^\n]+)\n\n(?=\s+(?:[-*]|1[.)]) \S)/, '$1\n'));
}

/** A line is a text, also where the editor keeps breaks as nodes. */
function writeCode(content: DocNode[], language: string): string {
	const code = content
		.map(asNode)
		.map(({ type, text }) => (type === 'hard_break' ? '\n' : (text ?? '')))
		.join('');
	const longest = Math.max(2, ...[...code.matchAll(/`+/g)].map(([ticks]) => ticks.length));
	const fence = '`'.repeat(longest + 1);
	return `${fence}${language.replace(/[`\s]/g, '')}\n${code === '' ? '' : `${code}\n`}${fence}`;
}

function writeTable(rows: DocNode[], depth: number): string {
	const cells = rows.map((row) =>
		(asNode(row).content ?? []).map((cell) => writeCell(asNode(cell), depth)),
	);
	const width = Math.max(0, ...cells.map((row) => row.length));
	if (width === 0) return '';
	const line = (row: string[]) =>
		`| ${Array.from({ length: width }, (_, nth) => row[nth] ?? '').join(' | ')} |`;
	const [head = [], ...body] = cells;
	return [line(head), line(Array.from({ length: width }, () => '---')), ...body.map(line)].join(
		'\n',
	);
}

/** A cell is one line, so its paragraphs and breaks become `<br>`. */
function writeCell({ content = [] }: DocNode, depth: number): string {
	const paragraphs = content.map((node) => writeInline(inlinesIn(node, depth)).trim());
	return paragraphs.join('\n').replace(/ *\n/g, '<br>').replaceAll('|', '\\|');
}

/** What stands in the lines of a node, however deep. */
function inlinesIn(json: DocNode, depth: number): Inline[] {
	const { type, attrs = {}, content = [], text, marks = [] } = asNode(json);
	if (type === 'hard_break') return ['break'];
	if (text !== undefined) return linesOf(text, marks);
	const label = labelOf(type, attrs);
	if (label !== '') return linesOf(label, marks);
	return depth > 2 * DEEPEST ? [] : content.flatMap((node) => inlinesIn(node, depth + 1));
}

function linesOf(text: string, marks: Mark[]): Inline[] {
	const lines = text.split(/\r\n?|\n/);
	return lines.flatMap((line, nth): Inline[] => [
		...(nth === 0 ? [] : (['break'] as const)),
		{ text: line, marks },
	]);
}

/** What is shown of a mention, an image or an attachment. */
function labelOf(type: string, { prefix, title, caption, file }: Record<string, unknown>): string {
	const word = (value: unknown) => (typeof value === 'string' ? value : '');
	if (type === 'mention') return `${word(prefix)}${word(title)}`;
	const { metadata } = (file ?? {}) as { metadata?: { filename?: unknown } };
	return word(caption) || word(metadata?.filename);
}
