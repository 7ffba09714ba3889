import { NodeOperationError } from 'n8n-workflow';
import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { healthOf, keepListed, listWebhooks, notificationUrl } from '../../api';
import type { Webhook } from '../../api';
import { recover } from '../../transport';
import type { FailureKind } from '../../transport';
import { asTexts, readSolutionId, solutionParameter } from '../../methods';
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
	changesLists: true,
	async execute(context, itemIndex) {
		const read = parametersOf(context, itemIndex);
		const solutionId = readSolutionId(context.getNode(), read);
		const before = await listWebhooks(context, solutionId);
		const chosen = choose(context, itemIndex, before, asTexts(read('webhooks')));
		const problems = new Map<string, string>();
		for (const { webhook_id } of chosen) {
			const problem = await problemKeeping(context, webhook_id);
			if (problem !== undefined) problems.set(webhook_id, problem);
		}
		if (problems.size > 0 && !context.continueOnFail()) {
			throw notKept(context, itemIndex, problems, chosen.length);
		}
		const after = chosen.length > 0 ? await listWebhooks(context, solutionId) : [];
		return chosen.map((webhook) => {
			const { webhook_id } = webhook;
			const now = after.find((other) => other.webhook_id === webhook_id);
			const problem = problems.get(webhook_id);
			return { json: { ...report(webhook, now), ...(problem !== undefined && { problem }) } };
		});
	},
};

/** What may be wrong with one webhook alone. The token and the rate limit concern every other call as well. */
const OF_ONE_WEBHOOK: FailureKind[] = [
	'forbidden',
	'missing',
	'no_route',
	'refused',
	'unavailable',
	'unreadable',
	'unreachable',
];

/** Why a webhook could not be listed, if so; the others are listed after it. */
async function problemKeeping(
	context: IExecuteFunctions,
	webhookId: string,
): Promise<string | undefined> {
	const kept = keepListed(context, webhookId).then(() => undefined);
	return await recover<string | undefined>(kept, OF_ONE_WEBHOOK, async ({ message }) => message);
}

/** The owner of the workflow hears of it once all were tried. */
function notKept(
	context: IExecuteFunctions,
	itemIndex: number,
	problems: ReadonlyMap<string, string>,
	total: number,
): NodeOperationError {
	const reasons = Array.from(problems, ([id, problem]) => `${id}: ${problem}.`).join(' ');
	return new NodeOperationError(
		context.getNode(),
		`${problems.size} of ${total} webhooks could not be kept alive`,
		{ itemIndex, description: `The others were. ${reasons}` },
	);
}

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
