import type { ILoadOptionsFunctions } from 'n8n-workflow';

import { getOwnMemberId, listMembers, listSolutions, listTables, listViews } from '../api';
import type { Listed } from '../api';
import { recordUrl } from '../fields';
import { plain, readAccount } from '../transport';
import { arranged, inOneLine } from './choices';
import { tableKnown } from './field-lists';
import { LIST_HASTE, readOnce, SHORT_PATIENCE_MS, within } from './list-memory';
import type { Choice } from './list-memory';

/**
 * What there is to choose from, by name. The editor shows names as text, descriptions as HTML. It
 * remembers the name of what was chosen in a search box, so no name holds what changes by itself
 * (docs/internals/n8n.md section 12).
 */

/** The solutions that people see in SmartSuite, each with the address of its page. */
export async function solutions(context: ILoadOptionsFunctions): Promise<Choice[]> {
	const all = await allSolutions(context);
	const { apiUrl, accountId } = await readAccount(context);
	const shown = all.filter(({ hidden, deleted }) => !hidden && !deleted);
	return arranged(shown, ({ id, name }) => ({
		name,
		value: id,
		url: `${apiUrl}/${accountId}/solution/${id}`,
	}));
}

/** As SmartSuite lists them: with those that are hidden or deleted. */
async function allSolutions(context: ILoadOptionsFunctions): Promise<Listed[]> {
	const read = async () => await listSolutions(context, LIST_HASTE);
	return await readOnce(context, 'solutions', { read });
}

/** The tables of a solution, described by its name; hidden ones come last. */
export async function tables(
	context: ILoadOptionsFunctions,
	solutionId: string,
): Promise<Choice[]> {
	const read = async () => {
		const [all, known] = await Promise.all([
			listTables(context, solutionId, LIST_HASTE),
			unlessInVain(context, solutions(context)),
		]);
		const solution = known.find(({ value }) => value === solutionId);
		return arranged(
			all.filter(({ deleted }) => !deleted),
			({ id, name, hidden }) => ({
				name: hidden ? `${name} (hidden)` : name,
				value: id,
				...(solution && { description: plain(solution.name), url: `${solution.url}/${id}` }),
			}),
			{ isLast: ({ hidden }) => hidden },
		);
	};
	return await readOnce(context, `tables of ${solutionId}`, { read });
}

/**
 * The tables of the whole workspace, each with its solution, without those of deleted solutions; what is
 * hidden, or in a hidden solution, comes last.
 */
export async function allTables(context: ILoadOptionsFunctions): Promise<Choice[]> {
	const read = async () => {
		const [all, known] = await Promise.all([
			listTables(context, undefined, LIST_HASTE),
			unlessInVain(context, allSolutions(context)),
		]);
		const account = await readAccount(context);
		const solutionsById = new Map(known.map((solution) => [solution.id, solution]));
		const entries = all.map((table) => ({ table, solution: solutionsById.get(table.solutionId) }));
		const isHidden = ({ table, solution }: (typeof entries)[number]) =>
			table.hidden || solution?.hidden === true;
		return arranged(
			entries.filter(({ table, solution }) => !table.deleted && !solution?.deleted),
			(entry) => {
				const { id, name, solutionId } = entry.table;
				const url = recordUrl(account, { solution_id: solutionId, table_id: id });
				return {
					name: inOneLine(isHidden(entry) ? `${name} (hidden)` : name, entry.solution?.name ?? ''),
					value: id,
					...(url !== null && { url }),
				};
			},
			{ isLast: isHidden },
		);
	};
	return await readOnce(context, 'tables', { read });
}

/** The views of a table, each with the address of its page. */
export async function views(context: ILoadOptionsFunctions, tableId: string): Promise<Choice[]> {
	const read = async () => {
		const [all, { table }, account] = await Promise.all([
			listViews(context, tableId, LIST_HASTE),
			tableKnown(context, tableId),
			readAccount(context),
		]);
		const page = recordUrl(account, { solution_id: table.solutionId, table_id: tableId });
		return arranged(all, ({ id, label }) => ({
			name: label,
			value: id,
			...(page !== null && { url: `${page}/${id}` }),
		}));
	};
	return await readOnce(context, `views of ${tableId}`, { read });
}

/**
 * The members of the workspace, described by their address: the owner of the token first, because a workflow that
 * writes wants to ignore its own changes, and invited and inactive ones last.
 */
export async function members(context: ILoadOptionsFunctions): Promise<Choice[]> {
	const read = async () => {
		const [all, [ownId]] = await Promise.all([
			listMembers(context, LIST_HASTE),
			unlessInVain(
				context,
				getOwnMemberId(context, LIST_HASTE).then((id) => [id]),
			),
		]);
		const choices = arranged(
			all.filter(({ deleted }) => !deleted),
			({ id, name, email, status }) => ({
				name: ABSENT.includes(status) ? `${name} (${status})` : name,
				value: id,
				description: plain(email),
			}),
			{ isLast: ({ status }) => ABSENT.includes(status), mark: ({ email, id }) => email || id },
		);
		const own = choices.find(({ value }) => value === ownId);
		if (!own) return choices;
		const description = inOneLine(plain(own.name), own.description ?? '');
		const me = { ...own, name: 'Me (owner of the API token)', description };
		return [me, ...choices.filter((choice) => choice !== own)];
	};
	return await readOnce(context, 'members', { read });
}

const ABSENT = ['invited', 'inactive'];

/** A list that only helps to tell things apart: without it the things still show, and soon. */
export async function unlessInVain<Thing>(
	context: ILoadOptionsFunctions,
	list: Promise<Thing[]>,
): Promise<Thing[]> {
	return await within(SHORT_PATIENCE_MS, context, list).catch(() => []);
}
