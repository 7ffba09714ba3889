import type { ILoadOptionsFunctions } from 'n8n-workflow';

import {
	describeWebhook,
	getTable,
	listMembers,
	listSolutions,
	listTables,
	listWebhooks,
	notificationUrl,
	tableIdsOf,
} from '../api';
import type { Webhook } from '../api';
import { plain, readAccount, recover } from '../transport';
import { readOnce } from './list-memory';
import type { Choice } from './list-memory';

/**
 * What there is to choose from, by name, with what tells things of the same name apart.
 * The editor shows names as text, descriptions as HTML.
 */

/** The solutions that are not hidden, each with the address of its page. */
export async function solutions(context: ILoadOptionsFunctions): Promise<Choice[]> {
	return await readOnce(context, 'solutions', async () => {
		const all = await listSolutions(context);
		const { apiUrl, accountId } = await readAccount(context);
		const shown = all.filter(({ hidden }) => !hidden);
		return byName(
			shown.map(({ id, name }) => ({
				name,
				value: id,
				url: `${apiUrl}/${accountId}/solution/${id}`,
			})),
		);
	});
}

/** The tables of a solution, described by its name. */
export async function tables(
	context: ILoadOptionsFunctions,
	solutionId: string,
): Promise<Choice[]> {
	return await readOnce(context, `tables of ${solutionId}`, async () => {
		const all = await listTables(context, solutionId);
		const [solution] = (await unlessHidden(solutions(context))).filter(
			({ value }) => value === solutionId,
		);
		return byName(
			all.map(({ id, name }) => ({
				name,
				value: id,
				...(solution && { description: plain(solution.name), url: `${solution.url}/${id}` }),
			})),
		);
	});
}

/** The fields of a table by label, described by slug and type. */
export async function fields(context: ILoadOptionsFunctions, tableId: string): Promise<Choice[]> {
	return await readOnce(context, `fields of ${tableId}`, async () => {
		const table = await getTable(context, tableId, { isTriedOnce: true });
		return byName(
			table.fields.map(({ slug, label, type }) => ({
				name: label,
				value: slug,
				description: plain([slug, type].filter(Boolean).join(' · ')),
			})),
		);
	});
}

/** The members of the workspace, described by their address. */
export async function members(context: ILoadOptionsFunctions): Promise<Choice[]> {
	return await readOnce(context, 'members', async () => {
		const all = await listMembers(context);
		return byName(
			all.map(({ id, name, email }) => ({ name, value: id, description: plain(email) })),
		);
	});
}

/** The webhooks of a solution by what they are about, described by where they point. */
export async function webhooks(
	context: ILoadOptionsFunctions,
	solutionId: string,
): Promise<Choice[]> {
	return await readOnce(context, `webhooks of ${solutionId}`, async () => {
		const all = await listWebhooks(context, solutionId, { isTriedOnce: true });
		const names = await tableNames(context, solutionId, all);
		return byName(
			all.map((webhook) => ({
				name: describeWebhook(webhook, Date.now(), names),
				value: webhook.webhook_id,
				description: plain(notificationUrl(webhook) ?? webhook.webhook_id),
			})),
		);
	});
}

/** Names of tables by id; none are read where no webhook names a table. */
async function tableNames(
	context: ILoadOptionsFunctions,
	solutionId: string,
	all: Webhook[],
): Promise<ReadonlyMap<string, string>> {
	if (all.every((webhook) => tableIdsOf(webhook).length === 0)) return new Map();
	const known = await unlessHidden(tables(context, solutionId));
	return new Map(known.map(({ value, name }) => [String(value), name]));
}

/** A list that only helps to tell things apart: without the right to it, the things still show. */
async function unlessHidden(list: Promise<Choice[]>): Promise<Choice[]> {
	return await recover(list, ['missing', 'forbidden'], async () => []);
}

function byName(choices: Choice[]): Choice[] {
	return choices.sort((one, other) => one.name.localeCompare(other.name));
}
