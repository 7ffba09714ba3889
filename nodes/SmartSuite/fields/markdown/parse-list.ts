import type { DocNode } from './document';
import type { Block, ReadBlocks } from './from-markdown';
import { continues, isBlankLine, itemIn } from './lines';
import type { Item } from './lines';

const BOX = /^\[([ xX])\](?:[ \t]+|$)/;

/** The items from here on that have the same sign; those with boxes make lists of their own. */
export function listAt(
	lines: readonly string[],
	at: number,
	depth: number,
	readBlocks: ReadBlocks,
): Block | undefined {
	const first = itemIn(lines[at]);
	if (!first) return undefined;
	const items: Array<{ node: DocNode; order: number }> = [];
	let next = at;
	for (let item: Item | undefined = first; item?.sign === first.sign; item = itemIn(lines[next])) {
		const end = endOf(lines, next, item);
		const rest = lines.slice(next + 1, end).map((line) => dedented(line, item?.width ?? 0));
		items.push({ node: itemNode([item.text, ...rest], depth, readBlocks), order: item.order });
		next = end;
		while (next < lines.length && isBlankLine(lines[next])) next++;
	}
	return { nodes: listsOf(items, /[.)]/.test(first.sign)), next };
}

/** The line behind an item: what is indented belongs to it, and text that goes on. */
function endOf(lines: readonly string[], at: number, { width }: Item): number {
	let end = at + 1;
	for (let line = end; line < lines.length; line++) {
		if (isBlankLine(lines[line])) continue;
		const isInside = belongs(lines[line] ?? '', width);
		if (!isInside && !(line === end && continues(lines, line) && !itemIn(lines[line]))) break;
		end = line + 1;
	}
	return end;
}

/** Two blanks are enough for a list in a list, as people and language models write it. */
function belongs(line: string, width: number): boolean {
	const indent = indentOf(line);
	return indent >= width || (indent >= 2 && itemIn(line.trimStart()) !== undefined);
}

function indentOf(line: string): number {
	return (/^[ \t]*/.exec(line)?.[0] ?? '').replaceAll('\t', '    ').length;
}

function dedented(line: string, width: number): string {
	const [blanks = ''] = /^[ \t]*/.exec(line) ?? [];
	return `${blanks.replaceAll('\t', '    ').slice(width)}${line.slice(blanks.length)}`;
}

function itemNode(lines: string[], depth: number, readBlocks: ReadBlocks): DocNode {
	const [, box] = BOX.exec(lines[0] ?? '') ?? [];
	const own = box === undefined ? lines : [(lines[0] ?? '').replace(BOX, ''), ...lines.slice(1)];
	const blocks = readBlocks(own, depth + 1);
	const content = blocks.length > 0 ? blocks : [{ type: 'paragraph' }];
	if (box === undefined) return { type: 'list_item', content };
	return { type: 'check_list_item', attrs: { checked: box !== ' ' }, content };
}

function listsOf(items: Array<{ node: DocNode; order: number }>, isOrdered: boolean): DocNode[] {
	const lists: DocNode[] = [];
	for (const { node, order } of items) {
		const isTask = node.type === 'check_list_item';
		const type = isTask ? 'check_list' : isOrdered ? 'ordered_list' : 'bullet_list';
		const last = lists.at(-1);
		if (last?.type === type) last.content?.push(node);
		else
			lists.push({ type, ...(type === 'ordered_list' && { attrs: { order } }), content: [node] });
	}
	return lists;
}
