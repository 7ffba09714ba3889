import { asNodes, paragraph } from './document';
import type { DocNode } from './document';
import type { Block } from './from-markdown';
import { parseInline } from './parse-inline';

const RULER = /^ {0,3}\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$/;

/** A table as GitHub writes it: a row of heads, a row of dashes, and rows until a line without a bar. */
export function tableAt(lines: readonly string[], at: number): Block | undefined {
	const heads = cellsIn(lines[at] ?? '');
	const ruler = lines[at + 1] ?? '';
	const hasBars = (lines[at] ?? '').includes('|') && ruler.includes('-') && RULER.test(ruler);
	if (!hasBars || cellsIn(ruler).length !== heads.length) return undefined;
	let end = at + 2;
	while (end < lines.length && (lines[end] ?? '').includes('|')) end++;
	const rows = lines.slice(at + 2, end).map((line) => {
		const cells = cellsIn(line);
		return row(
			'table_cell',
			heads.map((_, nth) => cells[nth] ?? ''),
		);
	});
	return { nodes: [{ type: 'table', content: [row('table_header', heads), ...rows] }], next: end };
}

/** What stands between the bars, but for those behind a backslash. */
function cellsIn(line: string): string[] {
	const inner = line
		.trim()
		.replace(/^\|/, '')
		.replace(/(?<!\\)\|$/, '');
	return inner.split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll('\\|', '|'));
}

function row(type: string, cells: string[]): DocNode {
	const attrs = { colspan: 1, rowspan: 1, colwidth: null, background: null };
	const content = cells.map((cell) => ({
		type,
		attrs: { ...attrs },
		content: [paragraph(asNodes(parseInline(cell)))],
	}));
	return { type: 'table_row', content };
}
