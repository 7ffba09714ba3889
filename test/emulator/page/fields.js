import { element } from './dom.js';

/** Field types that the page can show and write (shapes: docs/internals/smartsuite.md section 4.2). */
export const WRITABLE = [
	'recordtitlefield',
	'statusfield',
	'singleselectfield',
	'textfield',
	'textareafield',
	'emailfield',
	'numberfield',
	'yesnofield',
];

/** A value as a person reads it. */
export function textOf(field, value) {
	const { field_type, params } = field;
	if (field_type === 'yesnofield') return value ? 'Yes' : 'No';
	if (field_type === 'emailfield') return value.join(', ');
	const plain = field_type === 'statusfield' ? value.value : value;
	return params.choices?.find((choice) => choice.value === plain)?.label ?? plain ?? '';
}

export function inputFor({ field_type, params }, value) {
	switch (field_type) {
		case 'statusfield':
		case 'singleselectfield': {
			const current = value?.value ?? value ?? '';
			const none = field_type === 'statusfield' ? [] : [{ value: '', label: 'None' }];
			const options = [...none, ...params.choices].map((choice) =>
				element(
					'option',
					{ value: choice.value, selected: choice.value === current },
					choice.label,
				),
			);
			return element('select', {}, ...options);
		}
		case 'textareafield':
			return element('textarea', { rows: 2 }, value ?? '');
		case 'yesnofield':
			return element('input', { type: 'checkbox', checked: value === true });
		case 'numberfield':
			return element('input', { type: 'number', step: 'any', value: value ?? '' });
		default:
			return element('input', {
				type: field_type === 'emailfield' ? 'email' : 'text',
				multiple: field_type === 'emailfield',
				required: field_type === 'recordtitlefield',
				value: String(value ?? ''),
			});
	}
}

/** What the input holds, as SmartSuite keeps it. */
export function valueOf({ field_type }, input) {
	switch (field_type) {
		case 'yesnofield':
			return input.checked;
		case 'emailfield':
			return input.value.split(/[\s,]+/).filter((address) => address !== '');
		case 'numberfield':
			return input.value === '' ? null : input.value;
		case 'statusfield':
			return { value: input.value };
		default:
			return input.value;
	}
}
