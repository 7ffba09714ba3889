import { isObject, type Field, type JsonObject } from '../types.mts';
import type { World } from '../world.mts';
import { COMPARISONS, groupOf, VALUELESS } from './comparisons.mts';
import { isEmpty, momentOf } from './read.mts';
import { testOf, WrongValue, type Test } from './tests.mts';

/** Whether a record passes the filter. */
export type RecordTest = (record: JsonObject) => boolean;

/** A filter or a sort that SmartSuite answers with 400: complaints by field. */
export class FilterRefusal extends Error {
	constructor(readonly complaints: JsonObject) {
		super(JSON.stringify(complaints));
	}
}

/** `{operator, fields: [{field, comparison, value}]}`, one level deep; `{}` or nothing is no filter. */
export function filterOf(world: World, structure: Field[], filter: unknown): RecordTest {
	if (filter === undefined || filter === null) return () => true;
	if (!isObject(filter)) throw new FilterRefusal({ filter: 'Expected a dictionary of items.' });
	if (Object.keys(filter).length === 0) return () => true;
	const { operator, fields } = filter;
	if (operator !== 'and' && operator !== 'or') {
		throw new FilterRefusal({ operator: 'Must be "and" or "or".' });
	}
	if (!Array.isArray(fields)) throw new FilterRefusal({ fields: 'This field is required.' });
	const tests = fields.map((condition: unknown) => conditionOf(world, structure, condition));
	if (tests.length === 0) return () => true;
	return operator === 'and'
		? (record) => tests.every((test) => test(record))
		: (record) => tests.some((test) => test(record));
}

function conditionOf(world: World, structure: Field[], condition: unknown): RecordTest {
	if (!isObject(condition) || typeof condition.field !== 'string') {
		// A group within a group comes here, too: it failed on the live service.
		throw new FilterRefusal({ field: 'This field is required.' });
	}
	const name = condition.field;
	const [slug = '', part] = name.split('.');
	const field = structure.find((one) => one.slug === slug);
	const isRange = field && ['daterangefield', 'duedatefield'].includes(field.field_type);
	const isPart = part === 'from_date' || part === 'to_date';
	if (!field || (name.includes('.') && !(isRange && isPart))) {
		throw new FilterRefusal({ [name]: 'Unknown field.' });
	}
	try {
		const test = testFor(world, field, part, condition);
		return (record) => test(record[slug]);
	} catch (error) {
		if (error instanceof WrongValue) throw new FilterRefusal({ [name]: error.message });
		throw error;
	}
}

function testFor(
	world: World,
	field: Field,
	part: string | undefined,
	{ comparison, value: wanted }: JsonObject,
): Test {
	const group = groupOf(field.field_type);
	const name = String(comparison);
	const isNumberIs = name === 'is' && group === 'number' && world.switches.numberIs === 'taken';
	if (!COMPARISONS[group].includes(name) && !isNumberIs) {
		throw new WrongValue('Not allowed comparison.');
	}
	if (!VALUELESS.includes(name)) return testOf(world, group, { comparison: name, wanted, part });
	if (wanted !== null && wanted !== undefined) {
		const shown = JSON.stringify(wanted).replace(/^"|"$/g, "'");
		throw new WrongValue(`${shown} is not allowed for the '${name}' comparison`);
	}
	if (name.endsWith('overdue')) {
		return (value) => isOverdue(world, value) === (name === 'is_overdue');
	}
	const inPart = (value: unknown) => (part && isObject(value) ? value[part] : value);
	return (value) => isEmpty(inPart(value)) === (name === 'is_empty');
}

/** Its end is past, and its status is not a completed one. */
function isOverdue({ clock }: World, value: unknown): boolean {
	const moment = momentOf(value);
	if (!moment || !isObject(value) || value.status_is_completed === true) return false;
	const dayMs = moment.hasTime ? 0 : 86_400_000;
	return moment.atMs + dayMs <= clock.now();
}
