import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

import { COMPARISON_NAMES, FIELD_TYPES } from '../../nodes/SmartSuite/fields/index.ts';

const GUIDE = join(import.meta.dirname, '..', '..', 'docs', 'records.md');
const TABLE = /(<!-- Made from [^\n]*-->\n)[^]*?(\n<!-- end -->)/;

/** What nobody writes. */
const FILLED_IN = 'filled in by SmartSuite';

/** The guide's table of field types, by name. */
const rows = Object.values(FIELD_TYPES)
	.sort((one, other) => one.name.localeCompare(other.name, 'en'))
	.map(({ name, guide, comparisons }) => {
		const names = Object.keys(comparisons).map((key) => COMPARISON_NAMES[key]);
		return `| ${name} | ${guide.shown} | ${guide.accepts || FILLED_IN} | ${names.join(', ')} |`;
	});
const HEAD = ['| field | readable value | may be written as | compared by |', '|---|---|---|---|'];
const table = [...HEAD, ...rows].join('\n');

it('the guide has the field types as the code has them', async () => {
	const guide = readFileSync(GUIDE, 'utf8');
	const wanted = guide.replace(
		TABLE,
		(_, before: string, after: string) => `${before}\n${table}\n${after}`,
	);
	// `vitest run -u` writes it.
	await expect(wanted).toMatchFileSnapshot(GUIDE);
});
