import type { IDataObject } from 'n8n-workflow';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { DocNode } from '../../nodes/SmartSuite/fields/markdown/document.ts';
import { fromMarkdown } from '../../nodes/SmartSuite/fields/markdown/from-markdown.ts';
import { toMarkdown } from '../../nodes/SmartSuite/fields/markdown/to-markdown.ts';

const markdownOf = (...content: DocNode[]) =>
	toMarkdown({ type: 'doc', content } as unknown as IDataObject);
const roundTrip = (source: string) => toMarkdown(fromMarkdown(source) as unknown as IDataObject);

/** The document in few words: types, texts with their marks, and attributes that mean something. */
function outline(node: DocNode): unknown {
	const { type, text, marks = [], attrs = {}, content = [] } = node;
	if (type === 'text')
		return [
			text,
			...marks.map(({ type: mark, attrs: of }) => (of?.href ? `${mark} ${String(of.href)}` : mark)),
		];
	const { level, order, checked, language } = attrs;
	const more = Object.entries({ level, order, checked, language }).filter(
		([, value]) => value !== undefined,
	);
	const name = [type, ...more.map(([, value]) => String(value))].join(' ');
	return content.length > 0 ? { [name]: content.map(outline) } : name;
}
const read = (source: string) => (fromMarkdown(source).content ?? []).map(outline);
const p = (...texts: unknown[]) => ({ paragraph: texts });

describe('Markdown as a SmartDoc', () => {
	it.each<[string, unknown[]]>([
		['', []],
		['one\n\ntwo', [p(['one']), p(['two'])]],
		['one\ntwo', [p(['one'], 'hard_break', ['two'])]],
		['one  \ntwo\\\nthree', [p(['one'], 'hard_break', ['two'], 'hard_break', ['three'])]],
		['# Title #', [{ 'heading 1': [['Title']] }]],
		['###### Six', [{ 'heading 6': [['Six']] }]],
		['Title\n===', [{ 'heading 1': [['Title']] }]],
		['#no heading', [p(['#no heading'])]],
		[
			'**b** *i* _j_ ~~s~~ <u>u</u> `c`',
			[
				p(
					['b', 'strong'],
					[' '],
					['i', 'em'],
					[' '],
					['j', 'em'],
					[' '],
					['s', 'strikethrough'],
					[' '],
					['u', 'underline'],
					[' '],
					['c', 'code'],
				),
			],
		],
		['***both***', [p(['both', 'strong', 'em'])]],
		['**a *b* c**', [p(['a ', 'strong'], ['b', 'strong', 'em'], [' c', 'strong'])]],
		['snake_case_name and 2 * 3 * 4', [p(['snake_case_name and 2 * 3 * 4'])]],
		['\\*no\\* `a\\*b`', [p(['*no* '], ['a\\*b', 'code'])]],
		[
			'[x](https://a.b "t") <https://c.d> https://e.f/g.',
			[
				p(
					['x', 'link https://a.b'],
					[' '],
					['https://c.d', 'link https://c.d'],
					[' '],
					['https://e.f/g', 'link https://e.f/g'],
					['.'],
				),
			],
		],
		['![alt](https://a.b/c.png)', [p(['alt', 'link https://a.b/c.png'])]],
		['[**b**](x(y))', [p(['b', 'link x(y)', 'strong'])]],
		['a [b] (c) [d]', [p(['a [b] (c) [d]'])]],
		['&lt;b&gt; &nope; &#65;', [p(['<b> &nope; A'])]],
		[
			'- a\n- b\n  - c\n    - d\n- e',
			[
				{
					bullet_list: [
						{ list_item: [p(['a'])] },
						{
							list_item: [
								p(['b']),
								{
									bullet_list: [
										{ list_item: [p(['c']), { bullet_list: [{ list_item: [p(['d'])] }] }] },
									],
								},
							],
						},
						{ list_item: [p(['e'])] },
					],
				},
			],
		],
		['3. a\n4. b', [{ 'ordered_list 3': [{ list_item: [p(['a'])] }, { list_item: [p(['b'])] }] }]],
		[
			'1. a\n  - b',
			[
				{
					'ordered_list 1': [
						{ list_item: [p(['a']), { bullet_list: [{ list_item: [p(['b'])] }] }] },
					],
				},
			],
		],
		[
			'- [x] done\n- [ ] open',
			[
				{
					check_list: [
						{ 'check_list_item true': [p(['done'])] },
						{ 'check_list_item false': [p(['open'])] },
					],
				},
			],
		],
		['text\n- a', [p(['text']), { bullet_list: [{ list_item: [p(['a'])] }] }]],
		['in the year\n2026. It was', [p(['in the year'], 'hard_break', ['2026. It was'])]],
		[
			'- a\n\n  b\n- c',
			[{ bullet_list: [{ list_item: [p(['a']), p(['b'])] }, { list_item: [p(['c'])] }] }],
		],
		['> a\n> > b\n\nc', [{ blockquote: [p(['a']), { blockquote: [p(['b'])] }] }, p(['c'])]],
		[
			'```js\na\n\n  b\n```\nc',
			[{ 'code_block js': [['a'], 'hard_break', 'hard_break', ['  b']] }, p(['c'])],
		],
		['~~~\n```\n~~~', [{ code_block: [['```']] }]],
		['```\nnever closed', [{ code_block: [['never closed']] }]],
		['a\n\n---\n\n* * *', [p(['a']), 'horizontal_rule', 'horizontal_rule']],
		[
			'| a | b |\n|---|:-:|\n| **c** | d \\| e |\nf',
			[
				{
					table: [
						{ table_row: [{ table_header: [p(['a'])] }, { table_header: [p(['b'])] }] },
						{ table_row: [{ table_cell: [p(['c', 'strong'])] }, { table_cell: [p(['d | e'])] }] },
					],
				},
				p(['f']),
			],
		],
	])('%j', (source, wanted) => {
		expect(read(source)).toEqual(wanted);
	});

	it.each([1, 10_000])('takes whatever length in little time: %i', (count) => {
		const startedAt = performance.now();
		for (const part of [
			'>',
			'[',
			'*a ',
			'_a*',
			'`'.repeat(3),
			'<u>',
			'- ',
			'![',
			'](',
			'|',
			'\\',
			'**a',
			'1. ',
		]) {
			toMarkdown(fromMarkdown(part.repeat(count)) as unknown as IDataObject);
		}
		expect(performance.now() - startedAt).toBeLessThan(10_000);
	});
});

const LETTERS = fc.constantFrom(
	...'ab1 *_~`[]()<>#+-.!|&\\:/é"\'x='.split(''),
	'https://a.b',
	'&amp;',
	'<u>',
	'1. ',
);
const text = fc.array(LETTERS, { minLength: 1, maxLength: 8 }).map((parts) => parts.join(''));
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
const { block } = fc.letrec<{ block: DocNode; item: DocNode }>((tie) => {
	const items = fc.array(tie('item'), { minLength: 1, maxLength: 3 });
	const node = (type: string, content: fc.Arbitrary<DocNode[]>, attrs: object = {}) =>
		content.map((inside): DocNode => ({ type, attrs: { ...attrs }, content: inside }));
	const paragraph = node('paragraph', line);
	return {
		item: fc
			.tuple(paragraph, fc.array(tie('block'), { maxLength: 1 }))
			.map(([first, rest]) => ({ type: 'list_item', content: [first, ...rest] })),
		block: fc.oneof(
			{ maxDepth: 3, depthIdentifier: 'block' },
			paragraph,
			node('heading', line, { level: 2 }),
			node(
				'code_block',
				text.map((code) => [{ type: 'text', text: code }]),
			),
			fc.constant({ type: 'horizontal_rule' }),
			node('bullet_list', items),
			node('ordered_list', items, { order: 3 }),
			node(
				'check_list',
				items.map((all) =>
					all.map((one) => ({ ...one, type: 'check_list_item', attrs: { checked: true } })),
				),
			),
			node('blockquote', fc.array(tie('block'), { minLength: 1, maxLength: 2 })),
			node(
				'table',
				fc.tuple(line, line).map(([a, b]) =>
					[
						[a, b],
						[b, a],
					].map((row) => ({
						type: 'table_row',
						content: row.map((cell) => ({
							type: 'table_cell',
							content: [{ type: 'paragraph', content: cell }],
						})),
					})),
				),
			),
		),
	};
});

/** Words of a text without anything that Markdown may mean. */
const wordsIn = (node: DocNode): string =>
	`${node.text ?? ''}${node.type === 'hard_break' ? ' ' : ''}${(node.content ?? []).map(wordsIn).join(' ')}`;
const letters = (node: DocNode) => wordsIn(node).replace(/\s+/g, '');

describe('a SmartDoc as Markdown', () => {
	it('comes back with the same text', () => {
		fc.assert(
			fc.property(fc.array(block, { maxLength: 3 }), (blocks) => {
				const source = markdownOf(...blocks);
				expect(letters(fromMarkdown(source))).toBe(letters({ type: 'doc', content: blocks }));
			}),
			{ numRuns: 500 },
		);
	});

	it('is the same document when it was written and read again', () => {
		fc.assert(
			fc.property(fc.array(block, { maxLength: 3 }), (blocks) => {
				const source = markdownOf(...blocks);
				expect(read(roundTrip(source))).toEqual(read(source));
			}),
			{ numRuns: 500 },
		);
	});

	it('takes any text as Markdown, and is the same from then on', () => {
		fc.assert(
			fc.property(
				fc.array(
					fc.oneof(text, fc.constantFrom('\n', '\n\n', '    ', '- ', '> ', '```', '|---|')),
					{ maxLength: 12 },
				),
				(parts) => {
					const once = roundTrip(parts.join(''));
					expect(roundTrip(once)).toBe(once);
				},
			),
			{ numRuns: 500 },
		);
	});

	it.each<[string, DocNode, string]>([
		[
			'a mention',
			{ type: 'paragraph', content: [{ type: 'mention', attrs: { prefix: '@', title: 'Ada' } }] },
			'@Ada',
		],
		['a picture', { type: 'image', attrs: { file: { metadata: { filename: 'a.png' } } } }, 'a.png'],
		[
			'a callout',
			{
				type: 'callout',
				content: [{ type: 'paragraph', content: [{ type: 'text', text: 'Look' }] }],
			},
			'> Look',
		],
		[
			'what nobody has heard of',
			{
				type: 'hologram',
				content: [{ type: 'paragraph', content: [{ type: 'text', text: 'Spin' }] }],
			},
			'Spin',
		],
		[
			'a color',
			{
				type: 'paragraph',
				content: [
					{ type: 'text', text: 'red', marks: [{ type: 'color', attrs: { color: 'red' } }] },
				],
			},
			'red',
		],
	])('shows %s', (_, node, source) => {
		expect(markdownOf(node)).toBe(source);
	});
});
