/** What a line of Markdown begins, as far as the lines beside it do not tell. */

export const FENCE = /^( {0,3})(`{3,}(?=[^`]*$)|~{3,})[ \t]*(\S*)/;
export const HEADING = /^ {0,3}(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*$/;
export const RULE = /^ {0,3}([-*_])(?:[ \t]*\1){2,}[ \t]*$/;
export const QUOTE = /^ {0,3}> ?/;
const ITEM = /^( {0,3})([-+*]|\d{1,9}[.)])(?:([ \t]+)(\S.*)|[ \t]*)$/;

/** An item of a list. */
export interface Item {
	/** The sign without its number: what separates two lists that follow each other. */
	sign: string;
	order: number;
	/** Where the item's own text begins, counted from the beginning of its line. */
	width: number;
	text: string;
}

export function itemIn(line = ''): Item | undefined {
	const [all, indent = '', marker, blanks = ' ', text = ''] = ITEM.exec(line) ?? [];
	if (all === undefined || marker === undefined || RULE.test(line)) return undefined;
	// More than four blanks belong to the text.
	const gap = blanks.length > 4 ? 1 : blanks.length;
	const width = indent.length + marker.length + gap;
	return { sign: marker.slice(-1), order: Number(marker.slice(0, -1)), width, text };
}

export function isBlankLine(line = ''): boolean {
	return /^[ \t]*$/.test(line);
}

/** Whether the line can only go on with the paragraph before it. */
export function continues(lines: readonly string[], at: number): boolean {
	const line = lines[at] ?? '';
	const isText = !isBlankLine(line) && !isBlankLine(lines[at - 1]);
	return isText && !interrupts(line) && !FENCE.test(lines[at - 1] ?? '');
}

/** Whether it ends a paragraph. An empty item does not, nor one with a number other than 1. */
function interrupts(line: string): boolean {
	if ([FENCE, HEADING, RULE, QUOTE].some((start) => start.test(line))) return true;
	const item = itemIn(line);
	return item !== undefined && item.text !== '' && (/[-+*]/.test(item.sign) || item.order === 1);
}
