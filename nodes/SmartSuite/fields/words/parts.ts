import type { IDataObject } from 'n8n-workflow';

import { asText, isObject } from '../../api';
import type { Field } from '../../api';
import type { FieldValue, Sent } from '../field-type';
import { parsedOnce } from './json';
import { quoted, refused } from './refuse';
import { isBlank } from './shapes';

/** Short names of the parts of an address, and SmartSuite's. */
export const ADDRESS_PARTS: Readonly<Record<string, string>> = {
	address: 'location_address',
	address2: 'location_address2',
	city: 'location_city',
	state: 'location_state',
	zip: 'location_zip',
	country: 'location_country',
	latitude: 'location_latitude',
	longitude: 'location_longitude',
};

export const NETWORKS: Readonly<Record<string, string>> = {
	facebook: 'facebook_username',
	twitter: 'twitter_username',
	instagram: 'instagram_username',
	linkedin: 'linkedin_username',
};

const NAME_PARTS: Readonly<Record<string, string>> = {
	first: 'first_name',
	middle: 'middle_name',
	last: 'last_name',
	title: 'title',
};

/** One line is the address itself. */
export function sentAddress(given: FieldValue, field: Field): Sent {
	const value = parsedOnce(given);
	if (typeof value === 'string') return { value: { location_address: value.trim() } };
	return sentParts(value, field, ADDRESS_PARTS);
}

export function sentNetworks(given: FieldValue, field: Field): Sent {
	return sentParts(parsedOnce(given), field, NETWORKS);
}

/** `First Middle Last`, `Last, First`, or an object. */
export function sentName(given: FieldValue, field: Field): Sent {
	const value = parsedOnce(given);
	if (typeof value === 'string') return { value: nameIn(value) };
	if (isObject(value) && typeof value.name === 'string') {
		const hasParts = ['first_name', 'last_name', 'first', 'last'].some(
			(key) => !isBlank(value[key]),
		);
		if (!hasParts) return { value: nameIn(value.name) };
	}
	return sentParts(value, field, NAME_PARTS);
}

function nameIn(text: string): IDataObject {
	const [last, first, ...more] = text.split(',').map((part) => part.trim());
	if (first && more.length === 0) return { first_name: first, last_name: last ?? '' };
	const words = text.trim().split(/\s+/);
	const middle = words.slice(1, -1).join(' ');
	return {
		first_name: words[0] ?? '',
		...(middle && { middle_name: middle }),
		last_name: words.length > 1 ? (words.at(-1) ?? '') : '',
	};
}

/** The parts that the object has, under SmartSuite's names; an emptied one is ''. */
function sentParts(value: FieldValue, field: Field, names: Readonly<Record<string, string>>): Sent {
	if (!isObject(value))
		return refused(field, `is not an object: ${quoted(value)}`, Object.values(names));
	const parts = Object.entries(names).flatMap(([short, key]) => {
		const part = value[key] !== undefined ? value[key] : value[short];
		return part === undefined ? [] : [[key, part === null ? '' : partText(part)] as const];
	});
	if (parts.length === 0) {
		return refused(field, `has none of its parts in ${quoted(value)}`, Object.values(names));
	}
	return { value: Object.fromEntries(parts) };
}

function partText(part: FieldValue): FieldValue {
	return typeof part === 'object' ? part : asText(part);
}
