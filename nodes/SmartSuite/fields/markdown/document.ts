/**
 * A SmartDoc: the document of an editor made with ProseMirror, whose nodes have names in snake_case
 * (docs/internals/smartsuite.md section 4.6).
 */
export interface DocNode {
	type: string;
	attrs?: Record<string, unknown>;
	content?: DocNode[];
	/** Of a node of type `text`. */
	text?: string;
	marks?: Mark[];
}

export interface Mark {
	type: string;
	attrs?: Record<string, unknown>;
}

/** The marks that Markdown has words for, outermost first. */
export const MARKS = ['link', 'strong', 'em', 'strikethrough', 'underline', 'code'];

/** What stands in a line: text with its marks, or a line break. */
export type Inline = { text: string; marks: Mark[] } | 'break';

/** Texts with known marks in one order; neighbours with the same marks made one. */
export function normalized(inlines: readonly Inline[]): Inline[] {
	const result: Inline[] = [];
	for (const inline of inlines) {
		const last = result.at(-1);
		if (inline === 'break' || last === 'break' || !last) {
			if (inline === 'break' || inline.text !== '')
				result.push(inline === 'break' ? inline : known(inline));
			continue;
		}
		const next = known(inline);
		if (sameMarks(last.marks, next.marks)) last.text += next.text;
		else if (next.text !== '') result.push(next);
	}
	return result;
}

function known({ text, marks }: Exclude<Inline, 'break'>) {
	const inOrder = MARKS.flatMap((type) => marks.find((mark) => mark.type === type) ?? []);
	return { text, marks: inOrder };
}

export function hrefOf({ attrs }: Mark): string {
	return typeof attrs?.href === 'string' ? attrs.href : '';
}

export function sameMark(one: Mark, other: Mark): boolean {
	return one.type === other.type && hrefOf(one) === hrefOf(other);
}

function sameMarks(some: readonly Mark[], others: readonly Mark[]): boolean {
	return (
		some.length === others.length &&
		some.every((mark, nth) => {
			const other = others[nth];
			return other !== undefined && sameMark(mark, other);
		})
	);
}

/** The attributes that SmartSuite's own editor gives a paragraph. */
export function paragraph(content: DocNode[]): DocNode {
	const attrs = { textAlign: 'left', size: 'medium' };
	return content.length > 0 ? { type: 'paragraph', attrs, content } : { type: 'paragraph', attrs };
}

export function asNodes(inlines: readonly Inline[]): DocNode[] {
	return normalized(inlines).map((inline) => {
		if (inline === 'break') return { type: 'hard_break' };
		const { text, marks } = inline;
		return marks.length > 0 ? { type: 'text', marks, text } : { type: 'text', text };
	});
}
