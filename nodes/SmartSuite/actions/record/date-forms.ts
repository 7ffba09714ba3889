import type { IDataObject } from 'n8n-workflow';

import { asText, isObject } from '../../api';
import type { KnownTable } from '../../fields';
import { recover, rememberRecent } from '../../transport';
import type { SmartSuiteError } from '../../transport';

/**
 * Date ranges and due dates have two written forms: objects, as the documents have them, or plain texts, which is
 * all that one client found taken (docs/internals/smartsuite.md section 4.2). Texts are the second try, after a
 * refusal that names such a field.
 */

const RANGES = ['daterangefield', 'duedatefield'];

/** Tables that take texts. Lost at a restart: then it is found out again. */
const takingTexts = new Map<string, true>();
const MOST_TABLES = 500;

/** The bodies in the form that the table is known to take. */
export function inDateForm(table: KnownTable, bodies: readonly IDataObject[]): IDataObject[] {
	if (!takingTexts.has(table.table.id)) return [...bodies];
	return bodies.map((body) => withTexts(table, body));
}

/** Whether the refusal is one of the form of dates, as far as is known; then the other form is used from now on. */
export function refusesDateForm(
	table: KnownTable,
	bodies: readonly IDataObject[],
	{ description }: SmartSuiteError,
): boolean {
	const sent = bodies.flatMap((body) => rangesIn(table, body));
	const isNamed = sent.some((slug) => asText(description).includes(slug));
	if (isNamed) changeForm(table);
	return isNamed;
}

function changeForm({ table: { id } }: KnownTable): void {
	if (!takingTexts.delete(id)) rememberRecent(takingTexts, id, true, MOST_TABLES);
}

/** Sends in the known form, and in the other one where that is refused: for calls that may be sent twice. */
export async function inEitherForm<Answer>(
	table: KnownTable,
	bodies: readonly IDataObject[],
	send: (bodies: IDataObject[]) => Promise<Answer>,
): Promise<Answer> {
	return await recover(send(inDateForm(table, bodies)), ['refused'], async (failure) => {
		if (!refusesDateForm(table, bodies, failure)) throw failure;
		return await send(inDateForm(table, bodies)).catch((error: unknown) => {
			// Then it was not the form.
			changeForm(table);
			throw error;
		});
	});
}

function rangesIn({ structure }: KnownTable, body: IDataObject): string[] {
	return Object.keys(body).filter((slug) => {
		return isObject(body[slug]) && RANGES.includes(structure.bySlug.get(slug)?.type ?? '');
	});
}

function withTexts(table: KnownTable, body: IDataObject): IDataObject {
	const ranges = rangesIn(table, body).map((slug) => {
		const ends = Object.entries(body[slug] as IDataObject);
		return [slug, Object.fromEntries(ends.map(([end, date]) => [end, textOf(date)]))] as const;
	});
	return { ...body, ...Object.fromEntries(ranges) };
}

/** A day, or a moment; null where there is none. */
function textOf(date: unknown): string | null {
	if (!isObject(date)) return asText(date) || null;
	const text = asText(date.date);
	return (date.include_time === false ? text.slice(0, 'YYYY-MM-DD'.length) : text) || null;
}
