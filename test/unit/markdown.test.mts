import type { IDataObject } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';

import { fromMarkdown } from '../../nodes/SmartSuite/fields/markdown/from-markdown.ts';
import { toMarkdown } from '../../nodes/SmartSuite/fields/markdown/to-markdown.ts';
import { read } from './markdown-outline.mts';

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
