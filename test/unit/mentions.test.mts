import type { IDataObject } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';

import { fromMarkdown } from '../../nodes/SmartSuite/fields/markdown/from-markdown.ts';
import { toMarkdown } from '../../nodes/SmartSuite/fields/markdown/to-markdown.ts';
import { mentionedIn, withMentions } from '../../nodes/SmartSuite/fields/mentions.ts';

const ADA = { id: 'm1', name: 'Ada Lovelace' };
const KNOWN = new Map([
	['ada@example.com', ADA],
	['first_last+x@mail.example.co.uk', { id: 'm2', name: 'First Last' }],
]);

const message = (markdown: string) => ({ data: { ...fromMarkdown(markdown) } }) as IDataObject;

/** The text as people see it, with what became a mention in brackets. */
function seen(markdown: string): string {
	const { data } = withMentions(message(markdown), KNOWN);
	const json = JSON.stringify(data).replace(/"prefix":"@"/g, '"prefix":"⟦@"');
	return toMarkdown(JSON.parse(json) as IDataObject).replaceAll('⟦@', '⟦');
}

describe('a mention', () => {
	it('is a node of the editor, with the marks of its text', () => {
		const { data } = withMentions(message('Ask **@ada@example.com now**'), KNOWN);
		const application = { id: 'members', name: 'Members', slug: 'members' };
		const attrs = { id: 'm1', application, title: 'Ada Lovelace', prefix: '@' };
		const marks = [{ type: 'strong' }];
		expect((data as IDataObject).content).toMatchObject([
			{
				content: [
					{ type: 'text', text: 'Ask ' },
					{ type: 'mention', attrs, marks },
					{ type: 'text', text: ' now', marks },
				],
			},
		]);
	});

	it.each([
		['@ada@example.com', '⟦Ada Lovelace'],
		['(@ADA@Example.com), thanks', '(⟦Ada Lovelace), thanks'],
		['Ask @ada@example.com.', 'Ask ⟦Ada Lovelace.'],
		['@ada@example.com and @ada@example.com', '⟦Ada Lovelace and ⟦Ada Lovelace'],
		['to @first_last+x@mail.example.co.uk, too', 'to ⟦First Last, too'],
		['- one\n- @ada@example.com', '- one\n- ⟦Ada Lovelace'],
		['> @ada@example.com', '> ⟦Ada Lovelace'],
	])('stands for an address that is known: %j', (markdown, text) => {
		expect(seen(markdown)).toBe(text);
	});

	it.each([
		'ada@example.com',
		'@ada',
		'@ada@localhost',
		'x@ada@example.com',
		'@nobody@example.com',
		'@ada@example.com.evil',
		'`@ada@example.com`',
		'```\n@ada@example.com\n```',
		'[@ada@example.com](https://example.com)',
	])('stands for nothing else: %j', (markdown) => {
		expect(withMentions(message(markdown), KNOWN)).toEqual(message(markdown));
	});

	it('is found wherever it is, for the members to be looked up', () => {
		const text = 'Ask @Ada@example.com\n\n- @b@example.com, `@c@example.com`';
		expect(mentionedIn(message(text))).toEqual(['ada@example.com', 'b@example.com']);
	});

	it.each([
		{},
		{ data: null },
		{ data: { type: 'doc', content: 'x' } },
		{ data: { type: 'doc', content: [null, 1, { type: 'text' }] } },
	] as IDataObject[])('may be looked for in any JSON: %j', (json) => {
		expect(mentionedIn(json)).toEqual([]);
		expect(() => withMentions(json, KNOWN)).not.toThrow();
	});
});
