import type { INodeExecutionData, IWebhookFunctions } from 'n8n-workflow';

import { viewed } from '../api';
import type { ChangeEvent } from '../api';
import { asIds } from '../methods';

/**
 * The events as items, as the node's parameters want them: without the changes of ignored members,
 * simplified or as the API gave them, fields by slug or by label.
 * @throws what reading a table for its labels throws
 */
export async function toItems(
	context: IWebhookFunctions,
	events: readonly ChangeEvent[],
): Promise<INodeExecutionData[]> {
	const ignored = asIds(context.getNodeParameter('options.ignoreMembers', []));
	const wanted = events.filter(({ memberId }) => !ignored.includes(memberId));
	const items = await viewed(context, wanted, {
		isSimple: context.getNodeParameter('simplify', true) === true,
		withLabels: context.getNodeParameter('options.fieldNames', 'slug') === 'label',
	});
	return items.map((json) => ({ json }));
}
