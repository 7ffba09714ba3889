import type { IDataObject } from 'n8n-workflow';

import { asText, isObject } from '../../api';
import type { Field } from '../../api';
import { EMPTY_COMPARISONS, TEXT_COMPARISONS } from '../comparisons';
import { writable } from '../entry';
import type { FieldType, FieldValue } from '../field-type';
import { ADDRESS_PARTS, NETWORKS, sentAddress, sentName, sentNetworks } from '../words/parts';
import { hasAllOf, sameEntries, sameSet } from '../words/compare';
import { sentColors, sentEmails, sentIpAddresses, sentLinks } from '../words/addresses';
import { phoneText, samePhones, sentPhones } from '../words/phone';
import { isBlank, listOf, orNull, severalOrOne } from '../words/shapes';

/** A field of one entry or several, each shown as a text. */
const texts = (
	name: string,
	guide: FieldType['guide'],
	text: (entry: FieldValue) => FieldValue,
	more: Pick<FieldType, 'sent' | 'same'> & Partial<FieldType>,
): FieldType =>
	writable({
		name,
		guide,
		shown: (value, field: Field) =>
			severalOrOne(
				listOf(value)
					.map(text)
					.filter((shown) => !isBlank(shown)),
				field,
			),
		cleared: [],
		mapper: 'string',
		comparisons: TEXT_COMPARISONS,
		...more,
	});

/** A property of the entry, or the entry itself where it has another form. */
const property = (key: string) => (entry: FieldValue) =>
	isObject(entry) && key in entry ? orNull(entry[key]) : entry;

/** A field of named parts. */
const parts = (
	name: string,
	guide: FieldType['guide'],
	show: (value: IDataObject) => IDataObject,
	sent: FieldType['sent'],
	comparisons = TEXT_COMPARISONS,
): FieldType =>
	writable({
		name,
		guide,
		shown: (value) => {
			if (!isObject(value)) return orNull(value);
			const shown = show(value);
			return Object.values(shown).every(isBlank) ? null : shown;
		},
		sent,
		same: hasAllOf,
		cleared: null,
		mapper: 'string',
		comparisons,
	});

function shownName({ title, first_name, middle_name, last_name, sys_root }: IDataObject) {
	const name = [first_name, middle_name, last_name].map(asText).filter(Boolean).join(' ');
	return {
		name: orNull(name || sys_root),
		first_name: orNull(first_name),
		middle_name: orNull(middle_name),
		last_name: orNull(last_name),
		title: orNull(title),
	};
}

/** The parts under their short names. */
const shortened = (names: Readonly<Record<string, string>>) => (value: IDataObject) =>
	Object.fromEntries(Object.entries(names).map(([short, key]) => [short, orNull(value[key])]));

const OR_LIST = 'a list where it allows several';
const GIVEN = 'one, a list, or a text with commas';

export const CONTACTS: Readonly<Record<string, FieldType>> = {
	emailfield: texts(
		'Email',
		{ shown: `the address; ${OR_LIST}`, accepts: GIVEN },
		(entry) => entry,
		{ sent: sentEmails, same: sameSet },
	),
	linkfield: texts(
		'Link',
		{ shown: `the address; ${OR_LIST}`, accepts: `${GIVEN}; \`https://\` may be left out` },
		(entry) => entry,
		{ sent: sentLinks, same: sameSet },
	),
	phonefield: texts(
		'Phone',
		{ shown: `the number; ${OR_LIST}`, accepts: `${GIVEN}, such as \`+1 913 555 1212\`` },
		phoneText,
		{ sent: sentPhones, same: samePhones, showsLess: true },
	),
	ipaddressfield: texts(
		'IP Address',
		{ shown: `the address; ${OR_LIST}`, accepts: GIVEN },
		property('address'),
		{ sent: sentIpAddresses, same: sameEntries, showsLess: true, comparisons: EMPTY_COMPARISONS },
	),
	colorpickerfield: texts(
		'Color Picker',
		{ shown: `\`#RRGGBB\`; ${OR_LIST}`, accepts: `${GIVEN}, such as \`#814C4C\`` },
		property('value'),
		{ sent: sentColors, same: sameEntries, showsLess: true, comparisons: EMPTY_COMPARISONS },
	),
	fullnamefield: parts(
		'Full Name',
		{
			shown: '`{name, first_name, middle_name, last_name, title}`',
			accepts: '`First Last`, or an object with such keys',
		},
		shownName,
		sentName,
	),
	addressfield: parts(
		'Address',
		{
			shown: `\`{${Object.keys(ADDRESS_PARTS).join(', ')}}\``,
			accepts: 'one line, or an object with such keys',
		},
		shortened(ADDRESS_PARTS),
		sentAddress,
	),
	socialnetworkfield: parts(
		'Social Network',
		{
			shown: `\`{${Object.keys(NETWORKS).join(', ')}}\``,
			accepts: 'an object with such keys',
		},
		shortened(NETWORKS),
		sentNetworks,
		EMPTY_COMPARISONS,
	),
};
