import type { Field } from '../../../nodes/SmartSuite/api/metadata.ts';
import { asObject, asText, listIn } from '../../../nodes/SmartSuite/api/shape.ts';
import { typeName } from '../../../nodes/SmartSuite/fields/field-types.ts';
import { choicesOf } from '../../../nodes/SmartSuite/fields/words/choice.ts';
import type { CheckId } from '../catalog/index.mts';
import { isOk, type Answer, type Call } from '../client.mts';
import { accepted, rest, type Run } from '../run.mts';

/** What the checks of records share. */
export interface RecordRun extends Run {
	/** The token's owner, '' where nobody knows, and the zone that SmartSuite keeps for them. */
	owner: { id: string; zone: string };
}

/** A record as SmartSuite gave it, by slug. */
export type Stored = Record<string, unknown>;

/**
 * The first field of one of these types that may be written without harm, the first type first. Without one
 * the questions stay open.
 */
export function fieldOf(
	{ place, findings }: Pick<Run, 'place' | 'findings'>,
	ids: CheckId[],
	types: readonly string[],
	fits: (field: Field) => boolean = () => true,
): Field | undefined {
	const field = types
		.flatMap((type) => place.fields.filter((one) => one.type === type && isHarmless(one)))
		.find(fits);
	const names = types.map((type) => typeName(type)).join(' or ');
	if (!field) findings.unseen(ids, `the table has no field of the type ${names} that fits`);
	return field;
}

/** Whether nothing but the record is changed by writing it, and nothing stands against any value. */
export function isHarmless({ hidden, params }: Field): boolean {
	const { system, unique, is_auto_generated: isGenerated, primary } = params;
	return !hidden && ![system, unique, isGenerated, primary].includes(true);
}

export const choicesIn = (field: Field) => choicesOf(field) ?? [];

/** Whether an unknown choice is refused or dropped, and never added to the field. */
export const isClosed = ({ params }: Field) => params.new_choices_allowed !== true;

export const recordsPath = ({ place }: Pick<Run, 'place'>) =>
	`/applications/${place.tableId}/records`;

/** What came of writing a value: whether it was refused, and the record as it is then. */
export interface Tried {
	isRefused: boolean;
	stored: Stored;
	answer: Answer;
}

/** Changes a record of ours. @throws where SmartSuite breaks down over it */
export async function write(run: Run, recordId: string, fields: Stored): Promise<Tried> {
	const answer = await rest(run, 'PATCH record', `${recordsPath(run)}/${recordId}/`, fields);
	const isRefused = answer.status === 400 || answer.status === 422;
	if (!isRefused) accepted(answer, 'PATCH record');
	return { isRefused, answer, stored: isRefused ? {} : asObject(answer.body) };
}

/** A condition that only records of this run meet. */
export const ours = ({ place, marks }: Run) => ({
	field: place.titleSlug,
	comparison: 'contains',
	value: marks.title,
});

interface Search {
	conditions: object[];
	operator?: 'and' | 'or';
	/** Beside sort and filter. */
	more?: object;
	/** Instead of a page of a hundred. */
	query?: string;
}

/** A search, whatever the answer. */
export async function search(
	run: Run,
	{ conditions, operator = 'and', more = {}, query = '?offset=0&limit=100' }: Search,
	call: Partial<Call> = {},
): Promise<{ answer: Answer; isRefused: boolean; found: Stored[] }> {
	const filter = conditions.length === 0 ? {} : { operator, fields: conditions };
	const body = { sort: [], filter, ...more };
	const path = `${recordsPath(run)}/list/${query}`;
	const answer = await rest(run, 'POST records/list', path, body, call);
	if (answer.status >= 500) accepted(answer, 'POST records/list');
	return { answer, isRefused: !isOk(answer), found: listIn(answer.body, 'items').map(asObject) };
}

export const idIn = ({ id }: Stored) => asText(id);
