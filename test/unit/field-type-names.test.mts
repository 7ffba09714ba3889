import { describe, expect, it } from 'vitest';

import { COMPARISON_NAMES, FIELD_TYPES, typeName } from '../../nodes/SmartSuite/fields/index.ts';

/** All that https://developers.smartsuite.com/docs/solution-data/fields/field-object lists, without `field`. */
const DOCUMENTED =
	'address autonumber button checklist colorpicker commentscount count currency date daterange duedate duration email file firstcreated formula fullname ipaddress lastupdated link linkedrecord lookup multipleselect number numberslider percent percentcomplete phone rating recordid recordtitle richtextarea rollup signature singleselect socialnetwork status subitems tags text textarea time timetracking user vote yesno'.split(
		' ',
	);

describe('a field type in words', () => {
	it('has a name of its own for each that is documented, and no "field" in it', () => {
		const names = DOCUMENTED.map((type) => typeName(`${type}field`));
		expect(
			names.filter((name) => !/^[A-Z][A-Za-z /-]+$/.test(name) || /field/i.test(name)),
		).toEqual([]);
		expect(new Set(names).size).toBe(DOCUMENTED.length);
	});

	it.each([
		['singleselectfield', 'Single Select'],
		['richtextareafield', 'SmartDoc'],
		['filefield', 'Files and Images'],
		['userfield', 'Assigned To'],
		['hologramfield', 'hologram'],
		['hidden_textfield', 'hidden_text'],
		['constructor', 'constructor'],
		['field', ''],
		['', ''],
	])('%s is %j', (type, name) => {
		expect(typeName(type)).toBe(name);
	});
});

it('each comparison of a field type has a name of its own, in words', () => {
	const used = Object.values(FIELD_TYPES).flatMap(({ comparisons }) => Object.keys(comparisons));
	const known = Object.keys(COMPARISON_NAMES).sort();
	expect(known).toEqual([...new Set(used)].sort());
	expect(new Set(Object.values(COMPARISON_NAMES)).size).toBe(known.length);
});
