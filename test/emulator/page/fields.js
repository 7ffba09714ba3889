import { element } from './dom.js';

/** Types that people do not write (docs/internals/smartsuite.md 4.2). */
const COMPUTED = [
	'autonumberfield',
	'buttonfield',
	'commentscountfield',
	'countfield',
	'firstcreatedfield',
	'formulafield',
	'lastupdatedfield',
	'lookupfield',
	'recordidfield',
	'rollupfield',
	'votefield',
];

const CHOICES = ['singleselectfield', 'statusfield'];
const NUMBERS = [
	'numberfield',
	'currencyfield',
	'percentfield',
	'durationfield',
	'ratingfield',
	'numbersliderfield',
	'percentcompletefield',
];
/** Those that are kept as numbers, not as text. */
const PLAIN_NUMBERS = ['ratingfield', 'numbersliderfield', 'percentcompletefield'];
const TEXTS = ['recordtitlefield', 'textfield', 'textareafield', 'emailfield', 'timefield'];

/** Whether the form has an input for the field. */
export const isWritable = ({ field_type }) => !COMPUTED.includes(field_type);

/** Whether a row has room for it. */
export const isShort = ({ field_type }) =>
	[...CHOICES, ...TEXTS, 'numberfield', 'yesnofield'].includes(field_type);

/** A value as a person reads it. */
export function textOf({ field_type, params }, value) {
	if (field_type === 'yesnofield') return value ? 'Yes' : 'No';
	const plain = field_type === 'statusfield' ? value?.value : value;
	const labelOf = (id) => params.choices?.find((choice) => choice.value === id)?.label ?? id;
	if (Array.isArray(plain)) return plain.map((entry) => readable(labelOf(entry))).join(', ');
	return readable(labelOf(plain));
}

/** What of an object people would read; the whole of it as JSON where nothing is known. */
function readable(value) {
	if (value === null || value === undefined) return '';
	if (typeof value !== 'object') return String(value);
	const { preview, sys_title, sys_root, date, from_date, to_date, metadata, address } = value;
	if (from_date || to_date) return [from_date, to_date].map(readable).filter(Boolean).join(' to ');
	if ('date' in value) return date ?? '';
	return preview ?? sys_title ?? sys_root ?? metadata?.filename ?? address ?? JSON.stringify(value);
}

export function inputFor({ field_type, params }, value) {
	if (CHOICES.includes(field_type)) return choiceInput(field_type, params.choices, value);
	if (NUMBERS.includes(field_type)) {
		return element('input', { type: 'number', step: 'any', value: value ?? '' });
	}
	switch (field_type) {
		case 'yesnofield':
			return element('input', { type: 'checkbox', checked: value === true });
		case 'multipleselectfield': {
			const options = params.choices.map((choice) =>
				optionOf(choice, value?.includes(choice.value)),
			);
			return element('select', { multiple: true }, ...options);
		}
		case 'textareafield':
			return element('textarea', { rows: 2 }, value ?? '');
		case 'datefield':
			return element('input', { type: 'date', value: value?.date?.slice(0, 10) ?? '' });
	}
	if (TEXTS.includes(field_type)) {
		return element('input', {
			type: field_type === 'emailfield' ? 'email' : 'text',
			multiple: field_type === 'emailfield',
			required: field_type === 'recordtitlefield',
			value: String(value ?? ''),
		});
	}
	const input = element('textarea', { rows: 2 }, value === undefined ? '' : JSON.stringify(value));
	input.addEventListener('input', () =>
		input.setCustomValidity(isJson(input.value) ? '' : 'JSON, please'),
	);
	return input;
}

function choiceInput(fieldType, choices, value) {
	const current = value?.value ?? value ?? '';
	const none = fieldType === 'statusfield' ? [] : [{ value: '', label: 'None' }];
	const options = [...none, ...choices].map((choice) => optionOf(choice, choice.value === current));
	return element('select', {}, ...options);
}

const optionOf = ({ value, label }, selected) =>
	element('option', { value, selected: selected === true }, label);

function isJson(text) {
	try {
		return text === '' || JSON.parse(text) !== undefined;
	} catch {
		return false;
	}
}

/** What the input holds, as SmartSuite keeps it. */
export function valueOf({ field_type }, input) {
	if (NUMBERS.includes(field_type)) {
		if (input.value === '') return null;
		return PLAIN_NUMBERS.includes(field_type) ? Number(input.value) : input.value;
	}
	switch (field_type) {
		case 'yesnofield':
			return input.checked;
		case 'multipleselectfield':
			return [...input.selectedOptions].map(({ value }) => value);
		case 'emailfield':
			return input.value.split(/[\s,]+/).filter((address) => address !== '');
		case 'datefield': {
			const date = input.value === '' ? null : `${input.value}T00:00:00Z`;
			return { date, include_time: false };
		}
		case 'statusfield':
			return { value: input.value };
	}
	if (TEXTS.includes(field_type) || CHOICES.includes(field_type)) return input.value;
	return input.value === '' ? null : JSON.parse(input.value);
}
