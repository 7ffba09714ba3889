import type { ILoadOptionsFunctions } from 'n8n-workflow';

import {
	describeWebhook,
	getTable,
	lifetimeOf,
	listMembers,
	listSolutions,
	listTables,
	listWebhooks,
	notificationUrl,
	tableIdsOf,
} from '../api';
import type { Webhook } from '../api';
import { typeName } from '../fields';
import { plain, readAccount } from '../transport';
import { LIST_HASTE, readOnce, SHORT_PATIENCE_MS, within } from './list-memory';
import type { Choice } from './list-memory';
import { ownAddresses } from './own-addresses';

/**
 * What there is to choose from, by name. The editor shows names as text, descriptions as HTML. It
 * remembers the name of what was chosen in a search box, so no name holds what changes by itself
 * (docs/internals/n8n.md section 12).
 */

/** The solutions that people see in SmartSuite, each with the address of its page. */
export async function solutions(context: ILoadOptionsFunctions): Promise<Choice[]> {
	return await readOnce(context, 'solutions', async () => {
		const all = await listSolutions(context, LIST_HASTE);
		const { apiUrl, accountId } = await readAccount(context);
		const shown = all.filter(({ hidden, deleted }) => !hidden && !deleted);
		return arranged(shown, ({ id, name }) => ({
			name,
			value: id,
			url: `${apiUrl}/${accountId}/solution/${id}`,
		}));
	});
}

/** The tables of a solution, described by its name; hidden ones come last. */
export async function tables(
	context: ILoadOptionsFunctions,
	solutionId: string,
): Promise<Choice[]> {
	return await readOnce(context, `tables of ${solutionId}`, async () => {
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
	});
}

/** The fields of a table by label, described by type and slug; hidden ones come last. */
export async function fields(context: ILoadOptionsFunctions, tableId: string): Promise<Choice[]> {
	return await readOnce(context, `fields of ${tableId}`, async () => {
		const table = await getTable(context, tableId, LIST_HASTE);
		return arranged(
			table.fields,
			({ slug, label, type, hidden }) => ({
				name: hidden ? `${label} (hidden)` : label,
				value: slug,
				description: plain(inOneLine(typeName(type), slug)),
			}),
			{ isLast: ({ hidden }) => hidden },
		);
	});
}

/** The members of the workspace, described by their address; invited and inactive ones come last. */
export async function members(context: ILoadOptionsFunctions): Promise<Choice[]> {
	return await readOnce(context, 'members', async () => {
		const all = await listMembers(context, LIST_HASTE);
		return arranged(
			all.filter(({ deleted }) => !deleted),
			({ id, name, email, status }) => ({
				name: ABSENT.includes(status) ? `${name} (${status})` : name,
				value: id,
				description: plain(email),
			}),
			{ isLast: ({ status }) => ABSENT.includes(status), mark: ({ email, id }) => email || id },
		);
	});
}

const ABSENT = ['invited', 'inactive'];

/**
 * The webhooks of a solution by what they watch and where they point, described by how long they live;
 * those that point at this n8n come first.
 */
export async function webhooks(
	context: ILoadOptionsFunctions,
	solutionId: string,
): Promise<Choice[]> {
	return await readOnce(context, `webhooks of ${solutionId}`, async () => {
		const isOwnAddress = ownAddresses(context);
		const all = await listWebhooks(context, solutionId, LIST_HASTE);
		const names = await tableNames(context, solutionId, all);
		const isOwn = (webhook: Webhook) => isOwnAddress(notificationUrl(webhook) ?? '');
		return arranged(
			all,
			(webhook) => ({
				name: inOneLine(isOwn(webhook) ? 'this n8n' : '', describeWebhook(webhook, names)),
				value: webhook.webhook_id,
				description: plain(
					inOneLine(
						lifetimeOf(webhook, Date.now()),
						notificationUrl(webhook) ?? webhook.webhook_id,
					),
				),
			}),
			{ isLast: (webhook) => !isOwn(webhook) },
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
	const known = await unlessInVain(context, tables(context, solutionId));
	return new Map(known.map(({ value, name }) => [String(value), name]));
}

/** A list that only helps to tell things apart: without it the things still show, and soon. */
async function unlessInVain(
	context: ILoadOptionsFunctions,
	list: Promise<Choice[]>,
): Promise<Choice[]> {
	return await within(SHORT_PATIENCE_MS, context, list).catch(() => []);
}

interface Arrangement<Thing> {
	/** Whether it comes after all that does not. */
	isLast?: (thing: Thing) => boolean;
	/** What tells it apart from others of the same name, if not what it is chosen by. */
	mark?: (thing: Thing) => string;
}

/** The things as choices by name, those that share a name told apart. */
function arranged<Thing>(
	things: Thing[],
	choose: (thing: Thing) => Choice,
	{ isLast = () => false, mark }: Arrangement<Thing> = {},
): Choice[] {
	const lines = things.map((thing) => ({ thing, choice: choose(thing), isLast: isLast(thing) }));
	const times = new Map<string, number>();
	for (const { choice } of lines) times.set(choice.name, (times.get(choice.name) ?? 0) + 1);
	return lines
		.sort(
			(one, other) =>
				Number(one.isLast) - Number(other.isLast) ||
				BY_NAME.compare(one.choice.name, other.choice.name),
		)
		.map(({ thing, choice }) => {
			if (times.get(choice.name) === 1) return choice;
			return { ...choice, name: `${choice.name} (${mark?.(thing) ?? String(choice.value)})` };
		});
}

/** As people sort: Table 2 before Table 10, whatever the case. */
const BY_NAME = new Intl.Collator('en', { numeric: true });

function inOneLine(...parts: string[]): string {
	return parts.filter(Boolean).join(' · ');
}
