import { hrefOf, MARKS, normalized, sameMark } from './document';
import type { Inline, Mark } from './document';
import { parseInline } from './parse-inline';

type Run = Exclude<Inline, 'break'>;

/** How marks are written. */
interface Style {
	/** What a mark begins and ends with. */
	signs(mark: Mark): [opening: string, closing: string];
	text(run: Run): string;
	/** Whether a link is written as its address alone. */
	isBare(run: Run): boolean;
}

const DELIMITERS: Readonly<Record<string, string>> = {
	strong: '**',
	em: '*',
	strikethrough: '~~',
	code: '`',
};
const TAGS: Readonly<Record<string, string>> = { strikethrough: 'del', underline: 'u' };

const inTags: Style = {
	signs(mark) {
		if (mark.type === 'link') return ['[', `](${destination(hrefOf(mark))})`];
		const tag = TAGS[mark.type] ?? mark.type;
		return [`<${tag}>`, `</${tag}>`];
	},
	text: escaped,
	isBare: () => false,
};

const inDelimiters: Style = {
	signs(mark) {
		const sign = DELIMITERS[mark.type];
		return sign === undefined ? inTags.signs(mark) : [sign, sign];
	},
	text: (run) => (run.marks.some(({ type }) => type === 'code') ? run.text : escaped(run)),
	isBare: (run) => isItsAddress(run) && /^https?:\/\/[^\s<>`*|\\[\]]+$/i.test(run.text),
};

/**
 * The inlines of a block as Markdown. Where its signs would be read otherwise, as in `a**(b)**c`, HTML's
 * tags say the same.
 */
export function writeInline(inlines: readonly Inline[]): string {
	const runs = normalized(
		withoutBlanksAtEnds(normalized(normalized(inlines).flatMap(withoutMarkedBlanks))),
	);
	const hasMarks = runs.some((run) => run !== 'break' && run.marks.length > 0);
	if (!hasMarks) return written(runs, inTags);
	const wanted = comparable(runs);
	const isRead = (source: string) =>
		comparable(parseInline(source.replace(/ +\n/g, '\n'))) === wanted;
	const { isBare } = inDelimiters;
	const styles = [inDelimiters, { ...inDelimiters, isBare: inTags.isBare }, { ...inTags, isBare }];
	return styles.map((style) => written(runs, style)).find(isRead) ?? written(runs, inTags);
}

/** Blanks where a line begins or ends are none in Markdown. */
function withoutBlanksAtEnds(runs: Inline[]): Inline[] {
	return runs.map((run, nth) => {
		if (run === 'break') return run;
		const [before, after] = [runs[nth - 1] ?? 'break', runs[nth + 1] ?? 'break'];
		const text = before === 'break' ? run.text.trimStart() : run.text;
		return { ...run, text: after === 'break' ? text.trimEnd() : text };
	});
}

/** Without links that only repeat their address: that is one in any case. */
function comparable(inlines: readonly Inline[]): string {
	const plain = inlines.map((inline) =>
		inline !== 'break' && isItsAddress(inline)
			? { ...inline, marks: inline.marks.filter(({ type }) => type !== 'link') }
			: inline,
	);
	return JSON.stringify(normalized(plain));
}

function isItsAddress({ text, marks }: Run): boolean {
	return marks.some((mark) => mark.type === 'link' && hrefOf(mark) === text);
}

/** Blanks at the ends of a marked text show no mark that does not go on, and Markdown does not allow them. */
function withoutMarkedBlanks(inline: Inline, nth: number, all: readonly Inline[]): Inline[] {
	if (inline === 'break') return [inline];
	const { text, marks } = inline;
	if (text.trim() === '') {
		const goesOn = (mark: Mark) =>
			[all[nth - 1], all[nth + 1]].every(
				(one) => one && one !== 'break' && one.marks.some((other) => sameMark(mark, other)),
			);
		return [{ text, marks: marks.filter(goesOn) }];
	}
	const [, before = '', inner = '', after = ''] = /^(\s*)([^]*?)(\s*)$/.exec(text) ?? [];
	const shared = (neighbour: Inline | undefined) =>
		neighbour === undefined || neighbour === 'break'
			? []
			: marks.filter((mark) => neighbour.marks.some((other) => sameMark(mark, other)));
	return [
		{ text: before, marks: shared(all[nth - 1]) },
		{ text: inner, marks },
		{ text: after, marks: shared(all[nth + 1]) },
	].filter((piece) => piece.text !== '');
}

function written(runs: readonly Inline[], style: Style): string {
	const close = (marks: readonly Mark[]) =>
		[...marks]
			.reverse()
			.map((mark) => style.signs(mark)[1])
			.join('');
	let source = '';
	let open: Mark[] = [];
	runs.forEach((run, nth) => {
		const isBare = run !== 'break' && style.isBare(run);
		const marks = marksAt(runs, nth).filter(({ type }) => !isBare || type !== 'link');
		const ending = open.findIndex((mark) => !marks.some((other) => sameMark(mark, other)));
		const staying = ending === -1 ? open : open.slice(0, ending);
		source += close(open.slice(staying.length));
		open = staying;
		if (run === 'break') return void (source += '  \n');
		const opening = marks.filter((mark) => !staying.some((other) => sameMark(mark, other)));
		open = [...staying, ...longestFirst(opening, runs, nth)];
		source += open
			.slice(staying.length)
			.map((mark) => style.signs(mark)[0])
			.join('');
		source += isBare ? run.text : style.text(run);
	});
	return source + close(open);
}

/** A break has the marks that go on behind it. */
function marksAt(runs: readonly Inline[], nth: number): readonly Mark[] {
	const run = runs[nth];
	const shown = run === 'break' ? runs[nth + 1] : run;
	return shown === undefined || shown === 'break' ? [] : shown.marks;
}

/** Marks that end later begin earlier. */
function longestFirst(marks: Mark[], runs: readonly Inline[], from: number): Mark[] {
	const endOf = (mark: Mark) => {
		const end = runs.findIndex(
			(_, nth) => nth > from && !marksAt(runs, nth).some((other) => sameMark(mark, other)),
		);
		return end === -1 ? runs.length : end;
	};
	return [...marks].sort(
		(one, other) =>
			endOf(other) - endOf(one) || MARKS.indexOf(one.type) - MARKS.indexOf(other.type),
	);
}

/** The text so that nothing in it is read as Markdown or HTML. */
function escaped({ text, marks }: Run): string {
	const plain = text
		.replace(/[\\`*]/g, '\\$&')
		.replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\_')
		.replace(/~(?=~)|(?<=~)~/g, '\\~')
		.replace(/<(?=[a-z/!?])/gi, '\\<')
		.replace(/&(?=#?\w+;)/g, '\\&')
		.replace(/!$/, '\\!');
	const isLinked = marks.some(({ type }) => type === 'link');
	return isLinked ? plain.replace(/[[\]]/g, '\\$&') : plain.replace(/\](?=\()/g, '\\]');
}

/** An address that may have blanks and parentheses in it. */
function destination(href: string): string {
	const source = href
		.replace(/\\/g, '\\\\')
		.replace(/&(?=#?\w+;)/g, '&amp;')
		.replace(/[<>\n]/g, encodeURIComponent);
	return href !== '' && /^[^\s()]*$/.test(href) ? source : `<${source}>`;
}
