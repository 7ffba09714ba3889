import type { Field } from '../../api';
import type { FieldValue, Sent } from '../field-type';
import { quoted, refused } from './refuse';

/** A number in words that SmartSuite takes, or why it is none. */
type Reading = { number: number } | { problem: string; choices?: string[] };

const PERCENT_TYPES = ['percentfield', 'percentcompletefield'];

/** A number within the field's bounds. */
export function sentNumber(value: FieldValue, field: Field): Sent {
	const reading = numberOf(value, field);
	if ('problem' in reading) return refused(field, reading.problem, reading.choices);
	const { number } = reading;
	const { min_value: least, max_value: most } = field.params;
	if (typeof least === 'number' && number < least) {
		return refused(field, `is ${number}, which is less than ${least}`);
	}
	if (typeof most === 'number' && number > most) {
		return refused(field, `is ${number}, which is more than ${most}`);
	}
	return { value: number };
}

function numberOf(value: FieldValue, { type }: Field): Reading {
	if (typeof value === 'number') return exact(value, String(value));
	if (typeof value !== 'string') return { problem: `is not a number: ${quoted(value)}` };
	let text = value.replace(/−/g, '-').trim();
	if (PERCENT_TYPES.includes(type)) text = text.replace(/\s*%$/, '');
	if (type === 'currencyfield') text = text.replace(/\p{Sc}/gu, '').trim();
	return numberInText(text.replace(/^([+-])\s+/, '$1'), value);
}

const THOUSANDS = /^[+-]?\d{1,3}(?:[\s'’]\d{3})+(?=\D*\d*$)/u;

/** Reads one spelling of a number; `1,234` has two meanings and is refused. */
function numberInText(text: string, given: FieldValue): Reading {
	const whole = THOUSANDS.test(text) ? text.replace(/[\s'’]/gu, '') : text;
	const separators = whole.replace(/[^.,]/g, '');
	if (/^[+-]?[1-9]\d{0,2},\d{3}$/.test(whole)) {
		const choices = [whole.replace(',', ''), whole.replace(',', '.')];
		return { problem: `can be read in two ways: ${quoted(given)}`, choices };
	}
	const plain = withPoint(whole, separators);
	if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(plain)) {
		return { problem: `is not a number: ${quoted(given)}` };
	}
	return exact(Number(plain), plain);
}

/** With a point before the decimals, and without what groups thousands. */
function withPoint(text: string, separators: string): string {
	const last = separators.at(-1);
	if (separators.length <= 1) return text.replace(',', '.');
	const isGrouped = /^[+-]?\d{1,3}([.,]\d{3})+([.,]\d+)?$/.test(text);
	if (!isGrouped) return text;
	const isUniform = [...separators].every((separator) => separator === last);
	if (isUniform) return text.replace(/[.,]/g, '');
	const at = text.lastIndexOf(last ?? '');
	const groups = text.slice(0, at);
	const isOneKind = new Set(groups.replace(/[^.,]/g, '')).size === 1;
	return isOneKind && !groups.includes(last ?? '')
		? `${groups.replace(/[.,]/g, '')}.${text.slice(at + 1)}`
		: text;
}

/** Refuses what would be rounded without anybody noticing. */
function exact(number: number, text: string): Reading {
	if (!Number.isFinite(number)) return { problem: `is not a number: ${quoted(text)}` };
	if (Math.abs(number) > Number.MAX_SAFE_INTEGER || digitsIn(text) !== digitsIn(String(number))) {
		return { problem: `has more digits than a number can hold: ${quoted(text)}` };
	}
	return { number };
}

/** The digits that count: neither zeros around them nor point, sign and exponent. */
function digitsIn(text: string): string {
	const [mantissa = ''] = text.toLowerCase().split('e');
	const digits = mantissa.replace(/[+-]/, '');
	const [whole = '', decimals = ''] = digits.split('.');
	return `${whole}${decimals}`.replace(/^0+/, '').replace(/0+$/, '');
}
