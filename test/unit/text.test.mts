import { describe, expect, it } from 'vitest';

import { plain, shorten } from '../../nodes/SmartSuite/transport/text.ts';

describe('what somebody else said', () => {
	it.each([
		{ said: '', quote: '' },
		{ said: ' \n\t', quote: '' },
		{ said: '  First line\n\n\tsecond  line\r\n', quote: 'First line second line' },
		{ said: 'x'.repeat(300), quote: 'x'.repeat(300) },
		{ said: `\n${'x'.repeat(300)}\n`, quote: 'x'.repeat(300) },
		{ said: 'x'.repeat(301), quote: `${'x'.repeat(300)}...` },
	])('is quoted in one line and not at length (%#)', ({ said, quote }) => {
		expect(shorten(said)).toBe(quote);
	});

	it.each([
		{
			is: 'markup',
			said: '<a href="//x.example">here</a>',
			plainly: '‹a href="//x.example"›here‹/a›',
		},
		{ is: 'a line of its own', said: 'ok\nERROR all is lost', plainly: 'ok ERROR all is lost' },
		{ is: 'a colour for the console', said: '\u001b[31mred\u0007', plainly: '[31mred' },
		{ is: 'read backwards', said: 'a\u202ecba\u202c', plainly: 'a cba' },
		{ is: 'in another script', said: '日本語 – ünï 👩‍💻', plainly: '日本語 – ünï 👩‍💻' },
	])('is nothing but text: $is', ({ said, plainly }) => {
		expect(plain(said)).toBe(plainly);
		expect(shorten(said)).toBe(plainly);
	});
});
