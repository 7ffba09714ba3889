import type { IDataObject } from 'n8n-workflow';

import { recover } from '../transport';
import type { Haste, SmartSuiteContext } from '../transport';
import { callRest, envelope, inPath } from './rest';
import { asObject, asText, listIn } from './shape';

/** A solution, a table or a member, as far as dropdowns need it. */
interface Named {
	id: string;
	name: string;
}

/** Lists may hold what people are not to see any more (docs/internals/smartsuite.md 3.1, 3.2 and 3.4). */
export interface Listed extends Named {
	hidden: boolean;
	deleted: boolean;
}

/** A field of a table; `slug` is its identity, `label` what people see (docs/internals/smartsuite.md 3.3). */
export interface Field {
	slug: string;
	label: string;
	/** SmartSuite's name for it, such as `singleselectfield`. */
	type: string;
	hidden: boolean;
	/** What SmartSuite says about it beside that: `choices`, `required`, `entries_allowed`, `linked_application` ... */
	params: IDataObject;
}

/** `inactive` switched off by an administrator · `unknown` SmartSuite said none of them. */
type MemberStatus = 'active' | 'invited' | 'inactive' | 'unknown';

export interface Member extends Named {
	/** '' where the member has none. */
	email: string;
	status: MemberStatus;
	/** By name, such as `administrator`, or by SmartSuite's code where that has none; '' where it says none. */
	role: string;
	deleted: boolean;
}

/** A table in a list: without its fields. */
interface ListedTable extends Listed {
	solutionId: string;
}

export interface Table extends Named {
	solutionId: string;
	/** The field that people know records by. */
	titleSlug: string;
	fields: Field[];
}

/** Lists are tried once unless told otherwise, as people wait for them. */
export const LIST_HASTE: Haste = { isTriedOnce: true };

/** By the code of SmartSuite; that 2 is inactive is inferred (docs/internals/smartsuite.md section 3.4). */
const MEMBER_STATUSES: ReadonlyMap<string, MemberStatus> = new Map([
	['1', 'active'],
	['2', 'inactive'],
	['4', 'invited'],
]);

/** By the code of SmartSuite (docs/internals/smartsuite.md section 3.4). */
const MEMBER_ROLES: ReadonlyMap<string, string> = new Map([
	['1', 'administrator'],
	['2', 'solution manager'],
	['3', 'general'],
	['4', 'system'],
	['5', 'guest'],
]);

const MEMBERS_PAGE_SIZE = 1_000;
/** Each costs a call, and nobody scrolls further. */
const MOST_MEMBER_PAGES = 20;

/**
 * The tables of a solution, or of the whole workspace, without their fields (docs/internals/smartsuite.md
 * section 3.2). Should SmartSuite refuse to name what not every table has, it is asked for the rest.
 */
export async function listTables(
	context: SmartSuiteContext,
	solutionId?: string,
	haste: Haste = LIST_HASTE,
): Promise<ListedTable[]> {
	const ask = async (...fields: string[]) =>
		await callRest(context, {
			method: 'GET',
			path: '/applications/',
			about: solutionId === undefined ? 'list of tables' : `solution '${solutionId}'`,
			query: { ...(solutionId !== undefined && { solution: solutionId }), fields },
			...haste,
		});
	const body = await recover(
		ask('id', 'name', 'solution', 'hidden', 'deleted_date'),
		['refused'],
		async () => await ask('id', 'name', 'solution'),
	);
	return envelope(body).map((raw) => ({ ...listed(raw), solutionId: asText(raw.solution) }));
}

/** One table with its fields (docs/internals/smartsuite.md section 3.3). */
export async function getTable(
	context: SmartSuiteContext,
	tableId: string,
	haste: Haste = {},
): Promise<Table> {
	const path = `/applications/${inPath(context, 'table', tableId)}/`;
	const about = `table '${tableId}'`;
	const raw = asObject(await callRest(context, { method: 'GET', path, about, ...haste }));
	const fields = listIn(raw.structure).map(parseField);
	const title = fields.find(({ type }) => type === 'recordtitlefield');
	return {
		...named(raw),
		solutionId: asText(raw.solution),
		titleSlug: asText(raw.primary_field) || title?.slug || 'title',
		fields,
	};
}

/** A field as a table's `structure` has it. */
export function parseField({ slug, label, field_type, params }: IDataObject): Field {
	return {
		slug: asText(slug),
		label: asText(label) || asText(slug),
		type: asText(field_type),
		hidden: asObject(params).hidden === true,
		params: asObject(params),
	};
}

/** The members of the workspace (docs/internals/smartsuite.md section 3.4). */
export async function listMembers(
	context: SmartSuiteContext,
	haste: Haste = LIST_HASTE,
): Promise<Member[]> {
	const members: Member[] = [];
	for (let page = 0; page < MOST_MEMBER_PAGES; page++) {
		const body = await callRest(context, {
			method: 'POST',
			path: '/members/list/',
			query: { offset: members.length, limit: MEMBERS_PAGE_SIZE },
			body: { sort: [], filter: {} },
			about: 'list of members',
			...haste,
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

function named(raw: IDataObject): Named {
	return { id: asText(raw.id), name: asText(raw.name) || asText(raw.id) };
}

export function listed(raw: IDataObject): Listed {
	return { ...named(raw), hidden: raw.hidden === true, deleted: isDeleted(raw) };
}

/** A date as text or as `{date}`, which is null where there is none. */
function isDeleted({ deleted_date, delete_date }: IDataObject): boolean {
	return [deleted_date, delete_date].some((date) => asText(date) || asText(asObject(date).date));
}

function parseMember(raw: IDataObject): Member {
	const { first_name, last_name, sys_root } = asObject(raw.full_name);
	const name = [first_name, last_name].map(asText).filter(Boolean).join(' ');
	const email = asText(Array.isArray(raw.email) ? raw.email[0] : raw.email);
	const id = asText(raw.id);
	const role = asText(raw.role) || asText(asObject(raw.role).value);
	const code = asText(raw.status) || asText(asObject(raw.status).value);
	return {
		id,
		name: name || asText(sys_root) || email || id,
		email,
		status: MEMBER_STATUSES.get(code) ?? 'unknown',
		role: MEMBER_ROLES.get(role) ?? role,
		deleted: isDeleted(raw),
	};
}

/** The id of the token's owner; the call is not documented (docs/internals/smartsuite.md section 3.6). */
export async function getOwnMemberId(
	context: SmartSuiteContext,
	haste: Haste = {},
): Promise<string> {
	const call = { method: 'GET', path: '/current-member/', about: "the token's owner" } as const;
	return asText(asObject(await callRest(context, { ...call, ...haste })).id);
}
