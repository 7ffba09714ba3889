/** The entities that people and language models write; others stay as they are. */
const NAMED: Readonly<Record<string, string>> = {
	amp: '&',
	lt: '<',
	gt: '>',
	quot: '"',
	apos: "'",
	nbsp: '\u00a0',
};

/** The text with its HTML entities read. */
export function decoded(text: string): string {
	return text.replace(
		/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,8}));/gi,
		(entity: string, ...found: unknown[]) => {
			const [decimal, hex, name] = found.map((group) =>
				typeof group === 'string' ? group : undefined,
			);
			if (name !== undefined) return NAMED[name.toLowerCase()] ?? entity;
			const code = decimal === undefined ? parseInt(hex ?? '', 16) : Number(decimal);
			return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd';
		},
	);
}
