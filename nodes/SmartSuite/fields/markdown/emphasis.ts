import type { Inline, Mark } from './document';

/** A run of `*`, `_` or `~`, which may begin or end a mark, or be nothing but text. */
export interface Run {
	char: string;
	/** Characters of it that are not used yet. */
	count: number;
	/** How many there were: a rule of CommonMark asks for it. */
	length: number;
	canOpen: boolean;
	canClose: boolean;
}

/** `<u>` and the like. */
interface Tag {
	tag: string;
	isClosing: boolean;
	/** As it was written. */
	source: string;
}

export type Piece = Inline | Run | Tag;

const isRun = (piece: Piece | undefined): piece is Run =>
	typeof piece === 'object' && 'char' in piece;
const isTag = (piece: Piece | undefined): piece is Tag =>
	typeof piece === 'object' && 'tag' in piece;

const TAG_MARKS: Readonly<Record<string, string>> = {
	u: 'underline',
	ins: 'underline',
	b: 'strong',
	strong: 'strong',
	i: 'em',
	em: 'em',
	s: 'strikethrough',
	del: 'strikethrough',
	code: 'code',
};

export const TAGS = Object.keys(TAG_MARKS);

const isSpace = (char: string) => char === '' || /\s/.test(char);
const isPunctuation = (char: string) => /[\p{P}\p{S}]/u.test(char);

/** A run between these characters, by CommonMark's rules on flanking. */
export function runBetween(before: string, char: string, length: number, after: string): Run {
	const left =
		!isSpace(after) && (!isPunctuation(after) || isSpace(before) || isPunctuation(before));
	const right =
		!isSpace(before) && (!isPunctuation(before) || isSpace(after) || isPunctuation(after));
	const isWordPart = char === '_';
	return {
		char,
		count: length,
		length,
		canOpen: left && (!isWordPart || !right || isPunctuation(before)),
		canClose: right && (!isWordPart || !left || isPunctuation(after)),
	};
}

/** The pieces with their runs and tags turned into marks; those without a partner into text. */
export function marked(pieces: readonly Piece[]): Inline[] {
	const open = [...pieces];
	matchRuns(open);
	const withoutRuns = open.flatMap((piece): Piece[] => {
		if (!isRun(piece)) return [piece];
		return piece.count > 0 ? [{ text: piece.char.repeat(piece.count), marks: [] }] : [];
	});
	matchTags(withoutRuns);
	return withoutRuns.flatMap((piece): Inline[] => {
		if (isTag(piece)) return piece.source === '' ? [] : [{ text: piece.source, marks: [] }];
		return isRun(piece) ? [] : [piece];
	});
}

/** CommonMark's procedure: each closing run takes the nearest opening one, two characters or one at a time. */
function matchRuns(pieces: Piece[]): void {
	/** Where no opener was found for this kind of closer, there is none further left either. */
	const bottoms = new Map<string, number>();
	for (let at = 0; at < pieces.length; at++) {
		const closer = pieces[at];
		if (!isRun(closer) || !closer.canClose) continue;
		while (closer.count > 0) {
			const kind = `${closer.char}${closer.length % 3}${String(closer.canOpen)}`;
			const from = openerBefore(pieces, at, closer, bottoms.get(kind) ?? 0);
			if (from === undefined) {
				bottoms.set(kind, at);
				break;
			}
			pair(pieces, from, at);
		}
	}
}

function openerBefore(
	pieces: Piece[],
	at: number,
	closer: Run,
	bottom: number,
): number | undefined {
	for (let from = at - 1; from >= bottom; from--) {
		const opener = pieces[from];
		if (isRun(opener) && fits(opener, closer)) return from;
	}
	return undefined;
}

function fits(opener: Run, closer: Run): boolean {
	if (opener.char !== closer.char || !opener.canOpen || opener.count === 0) return false;
	if (opener.char === '~') return opener.count >= 2 && closer.count >= 2;
	const isOdd = (opener.canClose || closer.canOpen) && (opener.length + closer.length) % 3 === 0;
	return !isOdd || (opener.length % 3 === 0 && closer.length % 3 === 0);
}

function pair(pieces: Piece[], from: number, to: number): void {
	const opener = pieces[from] as Run;
	const closer = pieces[to] as Run;
	const used = opener.count >= 2 && closer.count >= 2 ? 2 : 1;
	const type = opener.char === '~' ? 'strikethrough' : used === 2 ? 'strong' : 'em';
	for (let at = from + 1; at < to; at++) {
		const inside = pieces[at];
		// What found no partner inside is text from now on.
		if (isRun(inside)) inside.canOpen = inside.canClose = false;
	}
	markBetween(pieces, from, to, { type });
	opener.count -= used;
	closer.count -= used;
}

function matchTags(pieces: Piece[]): void {
	/** Places of opening tags, by tag. */
	const open = new Map<string, number[]>();
	pieces.forEach((piece, at) => {
		if (!isTag(piece)) return;
		const places = open.get(piece.tag) ?? [];
		open.set(piece.tag, places);
		const from = piece.isClosing ? places.pop() : void places.push(at);
		const opener = from === undefined ? undefined : pieces[from];
		if (from === undefined || !isTag(opener)) return;
		markBetween(pieces, from, at, { type: TAG_MARKS[piece.tag] ?? piece.tag });
		piece.source = opener.source = '';
	});
}

export function markBetween(pieces: Piece[], from: number, to: number, mark: Mark): void {
	for (let at = from + 1; at < to; at++) {
		const piece = pieces[at];
		if (piece === undefined || piece === 'break' || isTag(piece)) continue;
		if (isRun(piece)) {
			// Left over, it becomes text of the same mark.
			if (piece.count > 0 && !piece.canOpen && !piece.canClose) {
				pieces[at] = { text: piece.char.repeat(piece.count), marks: [mark] };
			}
			continue;
		}
		if (!piece.marks.some(({ type }) => type === mark.type)) {
			pieces[at] = { text: piece.text, marks: [...piece.marks, mark] };
		}
	}
}
