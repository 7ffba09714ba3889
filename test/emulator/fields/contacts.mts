import { isObject, type JsonObject } from '../types.mts';
import { entriesOf, FieldRefusal, oneOrMore, type FieldType } from './field-type.mts';
import { asText } from './text.mts';

const ADDRESS = ['address', 'address2', 'city', 'state', 'zip', 'country', 'longitude', 'latitude'];
const NETWORKS = ['facebook', 'twitter', 'instagram', 'linkedin'];

/** SmartSuite makes `sys_root`, the whole name. */
export const fullName: FieldType = {
	empty: () => null,
	store(value) {
		const name = picked(value, ['title', 'first_name', 'middle_name', 'last_name']);
		const parts = [name.first_name, name.middle_name, name.last_name];
		return { ...name, sys_root: joined(parts, ' ') };
	},
};

/** SmartSuite makes `sys_root`, the address in one line. */
export const address: FieldType = {
	empty: () => null,
	store(value) {
		const keys = ADDRESS.map((key) => `location_${key}`);
		const found = picked(value, keys);
		return {
			...found,
			sys_root: joined(
				keys.slice(0, 6).map((key) => found[key]),
				', ',
			),
		};
	},
};

export const socialNetworks: FieldType = {
	empty: () => null,
	store: (value) =>
		picked(
			value,
			NETWORKS.map((network) => `${network}_username`),
		),
};

/** Objects, or plain text with the country's prefix; SmartSuite makes `sys_root` and `sys_title`. */
export const phones: FieldType = {
	empty: () => [],
	store: (value) =>
		oneOrMore(value).map((entry) => {
			const given = isObject(entry) ? entry : { phone_number: asText(entry) };
			const phone_number = asText(given.phone_number ?? '');
			const { phone_country = 'US', phone_extension = '', phone_type = 2 } = given;
			const phone = { phone_country, phone_number, phone_extension, phone_type };
			return { ...phone, sys_root: phone_number.replace(/\D/g, ''), sys_title: phone_number };
		}),
};

export const ipAddresses: FieldType = {
	empty: () => [],
	store: (value) => entriesOf(value).map((entry) => picked(entry, ['country_code', 'address'])),
};

export const colours: FieldType = {
	empty: () => [],
	store: (value) => entriesOf(value).map((entry) => picked(entry, ['name', 'value'])),
};

/** The known properties of an object, as text; others are ignored. */
function picked(value: unknown, keys: string[]): JsonObject {
	if (!isObject(value)) throw new FieldRefusal('Expected a dictionary of items.');
	const given = keys.filter((key) => value[key] !== undefined && value[key] !== null);
	return Object.fromEntries(given.map((key) => [key, asText(value[key])]));
}

const joined = (parts: unknown[], between: string) =>
	parts.filter((part) => typeof part === 'string' && part !== '').join(between);
