import type { WebhookSpec } from '../api';
import type { EventView } from '../fields';
import {
	asBoolean,
	asNumber,
	asTexts,
	numberWithin,
	readFilter,
	readKinds,
	readFieldView,
	readSolutionId,
} from '../methods';
import type { NumberRange, ReadParameter } from '../methods';
import type { TriggerContext } from './cursor';

const DEFAULT_KEEP_ALIVE_HOURS = 24;
const DEFAULT_PULL_INTERVAL_S = 1;
/** A webhook expires after 168 hours without a reading (docs/internals/smartsuite.md section 1.1). */
const KEEP_ALIVE_RANGE_H: NumberRange = { least: 0, most: 144 };
const PULL_RANGE_S: NumberRange = { least: 0, most: 5 };

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

/** @throws NodeOperationError for what has no meaning */
export function readItemSettings(context: TriggerContext): ItemSettings {
	const node = context.getNode();
	const read = (name: string) => context.getNodeParameter(name, '');
	return {
		ignoredMembers: asTexts(context.getNodeParameter('options.ignoreMembers', [])),
		view: {
			isSimple: asBoolean(node, 'Simplify', read('simplify'), true),
			...readFieldView(node, read),
		},
	};
}

/** Least time between the starts of two readings, in ms. A ping is no time to refuse what has no meaning. */
export function readPullIntervalMs(context: TriggerContext): number {
	const seconds = numberWithin(context.getNodeParameter('options.pullInterval', ''), PULL_RANGE_S);
	return (seconds ?? DEFAULT_PULL_INTERVAL_S) * 1_000;
}

/** Hours between two renewals; 0 is never. @throws NodeOperationError for what has no meaning */
export function readKeepAliveHours(context: TriggerContext): number {
	const value = context.getNodeParameter('options.keepAliveHours', '');
	const node = context.getNode();
	return asNumber(node, 'Keep-Alive Hours', value, DEFAULT_KEEP_ALIVE_HOURS, KEEP_ALIVE_RANGE_H);
}

/** Whether somebody forwards pings to a private address. @throws NodeOperationError for what has no meaning */
export function allowsPrivateAddress(context: TriggerContext): boolean {
	const value = context.getNodeParameter('options.allowPrivateAddress', '');
	return asBoolean(context.getNode(), 'Allow Private Address', value, false);
}

/** Refuses options without a meaning while somebody looks. @throws NodeOperationError for the first of them */
export function checkOptions(context: TriggerContext): void {
	readItemSettings(context);
	readKeepAliveHours(context);
	allowsPrivateAddress(context);
	const pullInterval = context.getNodeParameter('options.pullInterval', '');
	asNumber(context.getNode(), 'Pull Interval', pullInterval, DEFAULT_PULL_INTERVAL_S, PULL_RANGE_S);
}
