import { NodeOperationError } from 'n8n-workflow';
import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { healthOf, keepListed, listWebhooks, notificationUrl } from '../../api';
import type { Webhook } from '../../api';
import { asIds, readSolutionId, solutionParameter } from '../../methods';
import { parametersOf } from '../operation';
import type { Operation } from '../operation';
import { isNamedBy } from './choose';

const webhooksField: INodeProperties = {
	displayName: 'Webhook Names or IDs',
	name: 'webhooks',
	type: 'multiOptions',
	typeOptions: { loadOptionsMethod: 'getWebhooks', loadOptionsDependsOn: ['solution.value'] },
	default: [],
	hint: 'Leave it empty for all webhooks of the solution',
	description:
		'Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
};

export const keepAlive: Operation = {
	fields: [solutionParameter, webhooksField],
	changesWebhooks: true,
	async execute(context, itemIndex) {
		const read = parametersOf(context, itemIndex);
		const solutionId = readSolutionId(context.getNode(), read);
		const before = await listWebhooks(context, solutionId);
		const chosen = choose(context, itemIndex, before, asIds(read('webhooks')));
		for (const { webhook_id } of chosen) await keepListed(context, webhook_id);
		const after = chosen.length > 0 ? await listWebhooks(context, solutionId) : [];
		return chosen.map((webhook) =>
			report(
				webhook,
				after.find(({ webhook_id }) => webhook_id === webhook.webhook_id),
			),
		);
	},
};

function choose(
	context: IExecuteFunctions,
	itemIndex: number,
	webhooks: Webhook[],
	names: string[],
): Webhook[] {
	const unknown = names.find((name) => !webhooks.some((webhook) => isNamedBy(webhook, name)));
	if (unknown !== undefined) {
		throw new NodeOperationError(
			context.getNode(),
			`SmartSuite has no webhook '${unknown}' in this solution`,
			{ itemIndex, description: 'It may have been deleted. Choose from the list.' },
		);
	}
	if (names.length === 0) return webhooks;
	return webhooks.filter((webhook) => names.some((name) => isNamedBy(webhook, name)));
}

/** Before and after, in the words of `healthOf`. */
function report(before: Webhook, after: Webhook | undefined): IDataObject {
	const was = healthOf(before, Date.now()).status;
	const now = after && healthOf(after, Date.now());
	return {
		alive: now?.status === 'active',
		revived: was !== 'active' && now?.status === 'active',
		was,
		expires_at: now?.expires_at ?? null,
		webhook_id: before.webhook_id,
		url: notificationUrl(after ?? before) ?? null,
	};
}
