import { FieldRefusal, oneOrMore, type FieldType } from './field-type.mts';

/** A line or more; Django takes numbers as text, but no booleans, lists or objects. */
export const text: FieldType = {
	empty: () => '',
	store(value, { field }) {
		const line = asText(value);
		const most = Number(field.params.max_length ?? Infinity);
		if (line.length <= most) return line;
		throw new FieldRefusal(`Ensure this field has no more than ${most} characters.`);
	},
};

export const emails: FieldType = {
	empty: () => [],
	store: (value) => oneOrMore(value).map(asText),
};

/** One without protocol may be lost, with the switch `linkWithoutProtocol`. */
export const links: FieldType = {
	empty: () => [],
	store(value, { world }) {
		const all = oneOrMore(value).map(asText);
		if (world.switches.linkWithoutProtocol === 'kept') return all;
		return all.filter((address) => /^[a-z][a-z\d+.-]*:/i.test(address));
	},
};

/** `9:30` is stored as `09:30:00`. */
export const time: FieldType = {
	empty: () => null,
	store(value) {
		if (value === '') return null;
		const [, hours = '', minutes, seconds = '00'] =
			/^([01]?\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:\.\d+)?)?$/.exec(asText(value)) ?? [];
		if (minutes) return `${hours.padStart(2, '0')}:${minutes}:${seconds}`;
		throw new FieldRefusal('Time has wrong format. Use one of these formats instead: hh:mm:ss.');
	},
};

/** Text, or a number as text. */
export function asText(value: unknown): string {
	if (typeof value === 'string') return value;
	if (typeof value === 'number') return String(value);
	throw new FieldRefusal('Not a valid string.');
}
