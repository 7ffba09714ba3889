import { FilterRefusal } from '../filters/filter.mts';
import { WriteRefusal } from '../fields/write.mts';
import { isObject, type Answer, type ApiRequest, type JsonObject, type Table } from '../types.mts';
import type { World } from '../world.mts';
import { found, json, RestRefusal } from './answers.mts';

/** Most records of a page (docs/internals/smartsuite.md 4). */
const LARGEST_PAGE = 1_000;

/** Writes through the API are those of the token's owner. */
export const apiAuthor = ({ caller }: World) => ({ by: caller.id, throughApi: true });

/** The table of that id, or 404. */
export const tableAt = ({ tables }: World, tableId = ''): Table =>
	found(tables.find(({ id }) => id === tableId));

/** The body as an object; an empty body is one without anything. */
export function objectIn({ body }: ApiRequest): JsonObject {
	if (body.trim() === '') return {};
	try {
		const object: unknown = JSON.parse(body);
		if (isObject(object)) return object;
	} catch {
		// Answered below, like a body that is no object.
	}
	throw new RestRefusal(json({ detail: 'JSON parse error' }, 400));
}

export interface Paging {
	offset: number;
	limit: number;
}

/** `offset` and `limit`; a limit of 0 is no limit. */
export function pagingOf({ query }: ApiRequest, usualLimit: number): Paging {
	const read = (name: string, usual: number) => {
		const number = Number(query.get(name) ?? usual);
		if (Number.isInteger(number) && number >= 0) return number;
		throw new RestRefusal(json({ [name]: ['A valid integer is required.'] }, 400));
	};
	return { offset: read('offset', 0), limit: Math.min(read('limit', usualLimit), LARGEST_PAGE) };
}

export const page = <Entry,>(entries: Entry[], { offset, limit }: Paging): Entry[] =>
	entries.slice(offset, limit === 0 ? undefined : offset + limit);

/** The answer to an error that is a refusal, in the form of each; other errors go on. */
export function refusalOf(error: unknown): Answer {
	if (error instanceof RestRefusal) return error.answer;
	if (error instanceof FilterRefusal) return json(error.complaints, 400);
	if (error instanceof WriteRefusal) return json(error.complaints, error.status);
	throw error;
}
