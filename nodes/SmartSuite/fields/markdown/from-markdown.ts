import { asNodes, paragraph } from './document';
import type { DocNode } from './document';
import { continues, FENCE, HEADING, isBlankLine, QUOTE, RULE } from './lines';
import { parseInline } from './parse-inline';
import { listAt } from './parse-list';
import { tableAt } from './parse-table';

/** A block that was read, and the line behind it. */
export interface Block {
	nodes: DocNode[];
	next: number;
}

/** Reads the blocks in some lines. */
export type ReadBlocks = (lines: readonly string[], depth: number) => DocNode[];

/** Quotes and lists within each other, beyond which lines are nothing but text. */
const DEEPEST = 50;

/** Markdown as a SmartDoc. A single line break is one in the document, too: people mean it so. */
export function fromMarkdown(source: string): DocNode {
	const lines = source.replace(/\r\n?/g, '\n').replace(/\0/g, '\ufffd').split('\n');
	return { type: 'doc', content: readBlocks(lines, 0) };
}

function readBlocks(lines: readonly string[], depth: number): DocNode[] {
	const nodes: DocNode[] = [];
	for (let at = 0; at < lines.length; ) {
		const block =
			(depth < DEEPEST ? blockAt(lines, at, depth) : undefined) ?? paragraphAt(lines, at, depth);
		nodes.push(...block.nodes);
		at = block.next;
	}
	return nodes;
}

function blockAt(lines: readonly string[], at: number, depth: number): Block | undefined {
	return (
		blankAt(lines, at) ??
		codeAt(lines, at) ??
		headingAt(lines, at) ??
		ruleAt(lines, at) ??
		quoteAt(lines, at, depth) ??
		listAt(lines, at, depth, readBlocks) ??
		tableAt(lines, at)
	);
}

function blankAt(lines: readonly string[], at: number): Block | undefined {
	return isBlankLine(lines[at]) ? { nodes: [], next: at + 1 } : undefined;
}

/** A line of code is a text; SmartSuite keeps the breaks between them as nodes. */
function codeAt(lines: readonly string[], at: number): Block | undefined {
	const [, indent = '', fence, language = ''] = FENCE.exec(lines[at] ?? '') ?? [];
	if (fence === undefined) return undefined;
	const isEnd = (line: string) =>
		line.trim().startsWith(fence) && /^ {0,3}(`+|~+)[ \t]*$/.test(line);
	let end = at + 1;
	while (end < lines.length && !isEnd(lines[end] ?? '')) end++;
	const code = lines
		.slice(at + 1, end)
		.map((line) => line.replace(new RegExp(`^ {0,${indent.length}}`), ''));
	const content = asNodes(
		code.flatMap((text, nth) => [...(nth === 0 ? [] : (['break'] as const)), { text, marks: [] }]),
	);
	const attrs = { ...(language && { language }), lineWrapping: true };
	return {
		nodes: [{ type: 'code_block', attrs, ...(content.length > 0 && { content }) }],
		next: end + 1,
	};
}

function headingAt(lines: readonly string[], at: number): Block | undefined {
	const [, signs, text = ''] = HEADING.exec(lines[at] ?? '') ?? [];
	return signs === undefined ? undefined : { nodes: [heading(signs.length, text)], next: at + 1 };
}

function heading(level: number, text: string): DocNode {
	return { type: 'heading', attrs: { level }, content: asNodes(parseInline(text)) };
}

function ruleAt(lines: readonly string[], at: number): Block | undefined {
	return RULE.test(lines[at] ?? '')
		? { nodes: [{ type: 'horizontal_rule' }], next: at + 1 }
		: undefined;
}

function quoteAt(lines: readonly string[], at: number, depth: number): Block | undefined {
	if (!QUOTE.test(lines[at] ?? '')) return undefined;
	let end = at + 1;
	// The lines of a paragraph may go on without their sign.
	while (end < lines.length && (QUOTE.test(lines[end] ?? '') || continues(lines, end))) end++;
	const content = readBlocks(
		lines.slice(at, end).map((line) => line.replace(QUOTE, '')),
		depth + 1,
	);
	return { nodes: content.length > 0 ? [{ type: 'blockquote', content }] : [], next: end };
}

/** Lines of text, or a heading that is underlined. */
function paragraphAt(lines: readonly string[], at: number, depth: number): Block {
	let end = at + 1;
	while (
		end < lines.length &&
		continues(lines, end) &&
		!tableAt(lines, end) &&
		!underlining(lines[end])
	)
		end++;
	const underlined = depth < DEEPEST ? underlining(lines[end]) : undefined;
	const text = lines
		.slice(at, end)
		.map((line) => line.replace(/^[ \t]+|[ \t]+$/g, ''))
		.join('\n');
	if (underlined) return { nodes: [heading(underlined, text.replace(/\n/g, ' '))], next: end + 1 };
	return { nodes: [paragraph(asNodes(parseInline(text)))], next: end };
}

function underlining(line = ''): 1 | 2 | undefined {
	if (/^ {0,3}=+[ \t]*$/.test(line)) return 1;
	return /^ {0,3}-+[ \t]*$/.test(line) ? 2 : undefined;
}
