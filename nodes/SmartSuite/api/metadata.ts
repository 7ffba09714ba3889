import type { IDataObject } from 'n8n-workflow';

import { request, SmartSuiteError } from '../transport';
import type { Haste, SmartSuiteContext } from '../transport';
import { asObject, asText, listIn } from './shape';

/**
 * A solution, a table or a member, as far as dropdowns need it. Lists of them are tried once: nobody
 * looks at an open dropdown for the 30 seconds that SmartSuite refuses everything after a 429.
 */
export interface Named {
	id: string;
	name: string;
}

export interface Solution extends Named {
	hidden: boolean;
}

/** A field of a table; `slug` is its identity, `label` what people see (docs/internals/smartsuite.md 3.3). */
export interface Field {
	slug: string;
	label: string;
	/** SmartSuite's name for it, such as `singleselectfield`. */
	type: string;
}

export interface Member extends Named {
	/** '' where the member has none. */
	email: string;
}

export interface Table extends Named {
	solutionId: string;
	fields: Field[];
}

const MEMBERS_PAGE_SIZE = 1_000;
/** Each costs a call, and nobody scrolls further. */
const MOST_MEMBER_PAGES = 20;

/** The solutions that the token's owner sees (docs/internals/smartsuite.md section 3.1). */
export async function listSolutions(context: SmartSuiteContext): Promise<Solution[]> {
	const body = await get(context, '/solutions/', { about: 'list of solutions' });
	return envelope(body).map((raw) => ({ ...named(raw), hidden: raw.hidden === true }));
}

/** The tables of a solution, by id and name only (docs/internals/smartsuite.md section 3.2). */
export async function listTables(context: SmartSuiteContext, solutionId: string): Promise<Named[]> {
	const body = await get(context, '/applications/', {
		about: `solution '${solutionId}'`,
		query: { solution: solutionId, fields: ['id', 'name'] },
	});
	return envelope(body).map(named);
}

/** One table with its fields (docs/internals/smartsuite.md section 3.3). */
export async function getTable(
	context: SmartSuiteContext,
	tableId: string,
	{ isTriedOnce = false, timeoutMs }: Haste = {},
): Promise<Table> {
	// An address without it, or with dots in its place, would lead elsewhere.
	if (/^\.*$/.test(tableId)) {
		throw new SmartSuiteError(context.getNode(), {
			kind: 'missing',
			message: `SmartSuite has no table '${tableId}'`,
			description: 'Choose another one from the list.',
			passing: false,
		});
	}
	const path = `/applications/${encodeURIComponent(tableId)}/`;
	const about = `table '${tableId}'`;
	const raw = asObject(await get(context, path, { about, isTriedOnce, timeoutMs }));
	return {
		...named(raw),
		solutionId: asText(raw.solution),
		fields: listIn(raw.structure).map((field) => ({
			slug: asText(field.slug),
			label: asText(field.label) || asText(field.slug),
			type: asText(field.field_type),
		})),
	};
}

/** The members of the workspace (docs/internals/smartsuite.md section 3.4). */
export async function listMembers(context: SmartSuiteContext): Promise<Member[]> {
	const members: Member[] = [];
	for (let page = 0; page < MOST_MEMBER_PAGES; page++) {
		const body = await request(context, {
			host: 'api',
			method: 'POST',
			path: '/api/v1/members/list/',
			query: { offset: members.length, limit: MEMBERS_PAGE_SIZE },
			body: { sort: [], filter: {} },
			about: 'list of members',
			repeatable: true,
			isTriedOnce: true,
		});
		const known = new Set(members.map(({ id }) => id));
		const fresh = envelope(body)
			.map(parseMember)
			.filter(({ id }) => !known.has(id));
		members.push(...fresh);
		const total = Number(asText(asObject(body).total));
		// A server that knows no offset gives the same page again and again.
		if (fresh.length === 0 || members.length >= total) break;
	}
	return members;
}

async function get(
	context: SmartSuiteContext,
	path: string,
	{ about, query, isTriedOnce = true, timeoutMs }: Haste & { about: string; query?: IDataObject },
): Promise<unknown> {
	return await request(context, {
		host: 'api',
		method: 'GET',
		path: `/api/v1${path}`,
		query,
		about,
		repeatable: true,
		isTriedOnce,
		timeoutMs,
	});
}

/** A bare array, or wrapped as some clients saw it (docs/internals/smartsuite.md section 3.2). */
function envelope(body: unknown): IDataObject[] {
	return listIn(body, 'items', 'results', 'data');
}

function named(raw: IDataObject): Named {
	return { id: asText(raw.id), name: asText(raw.name) || asText(raw.id) };
}

function parseMember(raw: IDataObject): Member {
	const { first_name, last_name, sys_root } = asObject(raw.full_name);
	const name = [first_name, last_name].map(asText).filter(Boolean).join(' ');
	const email = asText(Array.isArray(raw.email) ? raw.email[0] : raw.email);
	const id = asText(raw.id);
	return { id, name: name || asText(sys_root) || email || id, email };
}
