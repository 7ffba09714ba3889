import type { IDataObject } from 'n8n-workflow';

import type { DocNode } from '../../nodes/SmartSuite/fields/markdown/document.ts';
import { fromMarkdown } from '../../nodes/SmartSuite/fields/markdown/from-markdown.ts';
import { toMarkdown } from '../../nodes/SmartSuite/fields/markdown/to-markdown.ts';

export const markdownOf = (...content: DocNode[]) =>
	toMarkdown({ type: 'doc', content } as unknown as IDataObject);
export const roundTrip = (source: string) =>
	toMarkdown(fromMarkdown(source) as unknown as IDataObject);

/** The document in few words: types, texts with their marks, and attributes that mean something. */
function outline(node: DocNode): unknown {
	const { type, text, marks = [], attrs = {}, content = [] } = node;
	if (type === 'text')
		return [
			text,
			...marks.map(({ type: mark, attrs: of }) =>
				of?.href ? `${mark} ${of.href as string}` : mark,
			),
		];
	const { level, order, checked, language } = attrs;
	const more = Object.entries({ level, order, checked, language }).filter(
		([, value]) => value !== undefined,
	);
	const name = [type, ...more.map(([, value]) => String(value))].join(' ');
	return content.length > 0 ? { [name]: content.map(outline) } : name;
}
export const read = (source: string) => (fromMarkdown(source).content ?? []).map(outline);
