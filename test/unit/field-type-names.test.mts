import { describe, expect, it } from 'vitest';

import { typeName } from '../../nodes/SmartSuite/fields/index.ts';

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
