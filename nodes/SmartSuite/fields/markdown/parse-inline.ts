import type { Inline } from './document';
import { markBetween, marked, runBetween, TAGS } from './emphasis';
import type { Piece } from './emphasis';
import { decoded } from './entities';

/** A `[` that a link may begin with, as a place among the pieces. */
interface Bracket {
	at: number;
	isImage: boolean;
}

/** One line or several, while they are read. */
interface Reading {
	source: string;
	at: number;
	pieces: Piece[];
	brackets: Bracket[];
	/** Lengths of runs of backticks that have no partner further right. */
	lonelyTicks: Set<number>;
}

/** Each begins at this place of the source, takes what it understands, and says whether it took any. */
const RULES: Array<(reading: Reading) => boolean> = [
	readEscape,
	readBreak,
	readCode,
	readTag,
	readAutolink,
	readOpeningBracket,
	readClosingBracket,
	readRun,
	readEntity,
];

/** Where something other than text may begin. */
const SPECIAL = /[\\\n`<![\]*_~&]|https?:\/\//g;

/** The text of a paragraph, a heading or a cell of a table. A line break in it is one in the document. */
export function parseInline(source: string): Inline[] {
	const reading: Reading = { source, at: 0, pieces: [], brackets: [], lonelyTicks: new Set() };
	while (reading.at < source.length) {
		if (RULES.some((read) => read(reading))) continue;
		SPECIAL.lastIndex = reading.at + 1;
		const next = SPECIAL.exec(source)?.index ?? source.length;
		take(reading, next - reading.at, { text: source.slice(reading.at, next), marks: [] });
	}
	return marked(reading.pieces);
}

function take(reading: Reading, length: number, piece: Piece): true {
	reading.at += length;
	reading.pieces.push(piece);
	return true;
}

/** The match of a sticky expression at the place where the reading is. */
function matchAt(reading: Reading, sticky: RegExp): RegExpExecArray | null {
	sticky.lastIndex = reading.at;
	return sticky.exec(reading.source);
}

function readEscape(reading: Reading): boolean {
	const [escaped, char] = matchAt(reading, /\\([!-/:-@[-`{-~])/y) ?? [];
	return escaped !== undefined && take(reading, 2, { text: char ?? '', marks: [] });
}

function readBreak(reading: Reading): boolean {
	const [broken] = matchAt(reading, /\\?\n|<br *\/?>/iy) ?? [];
	return broken !== undefined && take(reading, broken.length, 'break');
}

function readCode(reading: Reading): boolean {
	const [ticks] = matchAt(reading, /`+/y) ?? [];
	if (ticks === undefined) return false;
	const end = closingTicks(reading, ticks.length);
	if (end === undefined) {
		reading.lonelyTicks.add(ticks.length);
		return take(reading, ticks.length, { text: ticks, marks: [] });
	}
	const inner = reading.source.slice(reading.at + ticks.length, end).replace(/\n/g, ' ');
	const isPadded = /^ .* $/.test(inner) && inner.trim() !== '';
	const text = isPadded ? inner.slice(1, -1) : inner;
	return take(reading, end + ticks.length - reading.at, { text, marks: [{ type: 'code' }] });
}

function closingTicks({ source, at, lonelyTicks }: Reading, length: number): number | undefined {
	if (lonelyTicks.has(length)) return undefined;
	const runs = /`+/g;
	runs.lastIndex = at + length;
	for (let run = runs.exec(source); run; run = runs.exec(source)) {
		if (run[0].length === length) return run.index;
	}
	return undefined;
}

const TAG = new RegExp(`<(/?)(${TAGS.join('|')})>`, 'iy');

function readTag(reading: Reading): boolean {
	const [source, slash, tag = ''] = matchAt(reading, TAG) ?? [];
	if (source === undefined) return false;
	return take(reading, source.length, { tag: tag.toLowerCase(), isClosing: slash === '/', source });
}

/** `<https://...>`, and an address that stands in the text. */
function readAutolink(reading: Reading): boolean {
	const [framed, inner] = matchAt(reading, /<([a-z][a-z\d+.-]{1,31}:[^\s<>]*)>/iy) ?? [];
	if (framed !== undefined) return takeLink(reading, framed.length, inner ?? '');
	const [bare] = matchAt(reading, /https?:\/\/[^\s<>`*|\\[\]]+/iy) ?? [];
	if (bare === undefined || /\w/.test(reading.source[reading.at - 1] ?? '')) return false;
	const href = withoutTail(bare);
	return takeLink(reading, href.length, href);
}

function takeLink(reading: Reading, length: number, href: string): true {
	return take(reading, length, { text: href, marks: [{ type: 'link', attrs: { href } }] });
}

/** Without the punctuation of the sentence around it, as GitHub reads addresses. */
function withoutTail(address: string): string {
	const trimmed = address.replace(/[?!.,:;"'_~]+$/, '');
	const isClosed = !trimmed.endsWith(')') || trimmed.split('(').length >= trimmed.split(')').length;
	return isClosed || trimmed === '' ? trimmed : withoutTail(trimmed.slice(0, -1));
}

function readOpeningBracket(reading: Reading): boolean {
	const [text] = matchAt(reading, /!?\[/y) ?? [];
	if (text === undefined) return false;
	reading.brackets.push({ at: reading.pieces.length, isImage: text.startsWith('!') });
	return take(reading, text.length, { text, marks: [] });
}

/** `](address "title")`; an image becomes a link, because SmartSuite takes none by its address. */
const DESTINATION =
	/\]\([ \n]*(?:<([^<>\n]*)>|([^\s<>()\\]*(?:(?:\\.|\([^\s()]*\))[^\s<>()\\]*)*))(?:[ \n]+(?:"[^"]*"|'[^']*'))?[ \n]*\)/y;

function readClosingBracket(reading: Reading): boolean {
	if (reading.source[reading.at] !== ']') return false;
	const bracket = reading.brackets.pop();
	const [source, framed, bare = ''] = (bracket && matchAt(reading, DESTINATION)) ?? [];
	if (!bracket || source === undefined) return take(reading, 1, { text: ']', marks: [] });
	const href = decoded((framed ?? bare).replace(/\\([!-/:-@[-`{-~])/g, '$1'));
	const inside = marked(reading.pieces.splice(bracket.at).slice(1)).map(withoutLink);
	const text: Piece[] = inside.length > 0 ? inside : [{ text: href, marks: [] }];
	markBetween(text, -1, text.length, { type: 'link', attrs: { href } });
	reading.pieces.push(...text);
	reading.at += source.length;
	// No link holds another one.
	if (!bracket.isImage) reading.brackets = [];
	return true;
}

function withoutLink(inline: Inline): Inline {
	if (inline === 'break') return inline;
	return { ...inline, marks: inline.marks.filter(({ type }) => type !== 'link') };
}

function readRun(reading: Reading): boolean {
	const [run] = matchAt(reading, /\*+|_+|~+/y) ?? [];
	if (run === undefined) return false;
	const before = lastChar(reading.source.slice(Math.max(0, reading.at - 2), reading.at));
	const [after = ''] = reading.source.slice(reading.at + run.length, reading.at + run.length + 2);
	return take(reading, run.length, runBetween(before, run[0] ?? '', run.length, after));
}

function lastChar(text: string): string {
	return [...text].at(-1) ?? '';
}

function readEntity(reading: Reading): boolean {
	const [entity] = matchAt(reading, /&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z]{2,8});/iy) ?? [];
	return entity !== undefined && take(reading, entity.length, { text: decoded(entity), marks: [] });
}
