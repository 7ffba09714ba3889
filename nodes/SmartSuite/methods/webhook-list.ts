import type { ILoadOptionsFunctions } from 'n8n-workflow';

import { describeWebhook, lifetimeOf, listWebhooks, notificationUrl, tableIdsOf } from '../api';
import type { Webhook } from '../api';
import { plain } from '../transport';
import { arranged, inOneLine } from './choices';
import { LIST_HASTE, readOnce } from './list-memory';
import type { Choice } from './list-memory';
import { tables, unlessInVain } from './lists';
import { ownAddresses } from './own-addresses';

/**
 * The webhooks of a solution by what they watch and where they point, described by how long they live;
 * those that point at this n8n come first.
 */
export async function webhooks(
	context: ILoadOptionsFunctions,
	solutionId: string,
): Promise<Choice[]> {
	const read = async () => {
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
	};
	return await readOnce(context, `webhooks of ${solutionId}`, { read });
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
