import * as fc from 'fast-check';

import type { DocNode } from '../../nodes/SmartSuite/fields/markdown/document.ts';

const LETTERS = fc.constantFrom(
	...'ab1 *_~`[]()<>#+-.!|&\\:/é"\'x='.split(''),
	'https://a.b',
	'&amp;',
	'<u>',
	'1. ',
);
export const text = fc
	.array(LETTERS, { minLength: 1, maxLength: 8 })
	.map((parts) => parts.join(''));
const mark = fc.oneof(
	fc.constantFrom('strong', 'em', 'underline', 'strikethrough', 'code').map((type) => ({ type })),
	fc
		.constantFrom('https://a.b/c', 'x(y)', 'a b')
		.map((href) => ({ type: 'link', attrs: { href } })),
);
const inline = fc.oneof(
	{
		weight: 5,
		arbitrary: fc.record({
			type: fc.constant('text'),
			text,
			marks: fc.uniqueArray(mark, { maxLength: 2, selector: ({ type }) => type }),
		}),
	},
	{ weight: 1, arbitrary: fc.constant({ type: 'hard_break' }) },
);
const line = fc.array(inline, { minLength: 1, maxLength: 4 });
const node = (type: string, content: fc.Arbitrary<DocNode[]>, attrs: object = {}) =>
	content.map((inside): DocNode => ({ type, attrs: { ...attrs }, content: inside }));

const cell = (content: DocNode[]) => ({
	type: 'table_cell',
	content: [{ type: 'paragraph', content }],
});
const row = (...cells: DocNode[][]) => ({ type: 'table_row', content: cells.map(cell) });
const asTask = (item: DocNode) => ({ ...item, type: 'check_list_item', attrs: { checked: true } });

const paragraph = node('paragraph', line);
const code = text.map((one) => [{ type: 'text', text: one }]);
const rows = fc.tuple(line, line).map(([one, other]) => [row(one, other), row(other, one)]);

/** A block of any kind, with blocks in it three deep. */
export const { block } = fc.letrec<{ block: DocNode; item: DocNode }>((tie) => {
	const items = fc.array(tie('item'), { minLength: 1, maxLength: 3 });
	return {
		item: fc
			.tuple(paragraph, fc.array(tie('block'), { maxLength: 1 }))
			.map(([first, rest]) => ({ type: 'list_item', content: [first, ...rest] })),
		block: fc.oneof(
			{ maxDepth: 3, depthIdentifier: 'block' },
			paragraph,
			node('heading', line, { level: 2 }),
			node('code_block', code),
			fc.constant({ type: 'horizontal_rule' }),
			node('bullet_list', items),
			node('ordered_list', items, { order: 3 }),
			node(
				'check_list',
				items.map((all) => all.map(asTask)),
			),
			node('blockquote', fc.array(tie('block'), { minLength: 1, maxLength: 2 })),
			node('table', rows),
		),
	};
});
