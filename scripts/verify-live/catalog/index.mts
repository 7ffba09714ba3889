import type { Switches } from '../../../test/emulator/switches.mts';
import { eventChecks } from './events.mts';
import type { Check } from './outcome.mts';
import { paceChecks } from './pace.mts';
import { pageChecks } from './pages.mts';
import { pingChecks } from './pings.mts';
import { recordBatchChecks } from './record-batches.mts';
import { recordSearchChecks } from './record-searches.mts';
import { recordValueChecks } from './record-values.mts';
import { updateChecks } from './updates.mts';
import { webhookChecks } from './webhooks.mts';
import { workspaceChecks } from './workspace.mts';

export type { Check, Verdict } from './outcome.mts';

const RECORD_CHECKS = { ...recordValueChecks, ...recordBatchChecks, ...recordSearchChecks };

/** Every question that `npm run verify:live` puts to SmartSuite, by the id that docs/assumptions.md uses. */
const CHECKS = {
	...workspaceChecks,
	...webhookChecks,
	...updateChecks,
	...eventChecks,
	...pageChecks,
	...pingChecks,
	...paceChecks,
	...RECORD_CHECKS,
};

export type CheckId = keyof typeof CHECKS;
export type OutcomeOf<Id extends CheckId> = keyof (typeof CHECKS)[Id]['outcomes'];

/** The check of an id, without what is special about it. */
export const checkOf = (id: CheckId): Check => CHECKS[id];

export const CHECK_IDS = Object.keys(CHECKS) as CheckId[];

/** The questions of the part about records; all others belong to the part about webhooks. */
export const RECORD_CHECK_IDS = Object.keys(RECORD_CHECKS) as CheckId[];

/** Switches of the emulator whose question a run of three minutes cannot answer, and why. */
export const NOT_LIVE = {
	eventRetentionDays: 'how long an event is kept takes days to see',
	expiredStatus: 'what an idle webhook shows takes seven days without a call to see',
	failedPingsStatus: 'what a webhook with failed pings shows takes a day of failures to see',
	lostPings:
		'a fault that comes by chance: a run that meets no lost ping says nothing about others',
	pageCuts:
		'`page-full` tells whether a page comes short; where others end takes many events to see',
	pageBytesMax: 'whether pages end early over large events takes more than a run may write',
	filterEcho: '`filter-returned` tells whether they come back as sent, not what else comes back',
	deletedSolutions: 'nobody is asked to delete a solution',
	hiddenTables: 'nobody is asked to hide a table',
	formerMembers: 'nobody is asked to invite a member, or to send one away',
	pingContentType: '`ping-headers` gives the names of the headers, not what they say',
} satisfies Partial<Record<keyof Switches, string>>;
