import type { EventView, WebhookSpec } from '../api';
import { asIds, readFilter, readKinds, readSolutionId } from '../methods';
import type { ReadParameter } from '../methods';
import type { TriggerContext } from './cursor';

const DEFAULT_KEEP_ALIVE_HOURS = 24;
const DEFAULT_PULL_INTERVAL_S = 1;

/** What the node's parameters say about its items. */
export interface ItemSettings {
	ignoredMembers: string[];
	view: EventView;
}

/** What the webhook is to watch. @throws NodeOperationError where a choice is missing */
export function readSpec(context: TriggerContext): Omit<WebhookSpec, 'notificationUrl'> {
	const node = context.getNode();
	const read: ReadParameter = (name) => context.getNodeParameter(name, '');
	return {
		solutionId: readSolutionId(node, read),
		kinds: readKinds(node, read),
		filter: readFilter(node, read),
	};
}

export function readItemSettings(context: TriggerContext): ItemSettings {
	return {
		ignoredMembers: asIds(context.getNodeParameter('options.ignoreMembers', [])),
		view: {
			isSimple: context.getNodeParameter('simplify', true) === true,
			withLabels: context.getNodeParameter('options.fieldNames', 'slug') === 'label',
		},
	};
}

/** Least time between the starts of two readings, in ms. */
export function readPullIntervalMs(context: TriggerContext): number {
	const seconds = Number(context.getNodeParameter('options.pullInterval', DEFAULT_PULL_INTERVAL_S));
	return Math.max(0, seconds) * 1_000 || 0;
}

/** Hours between two renewals; 0 is never. */
export function readKeepAliveHours(context: TriggerContext): number {
	const hours = Number(
		context.getNodeParameter('options.keepAliveHours', DEFAULT_KEEP_ALIVE_HOURS),
	);
	return hours > 0 ? hours : 0;
}
