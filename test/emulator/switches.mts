import {
	amount,
	choice,
	counts,
	flag,
	probability,
	rateLimit,
	type Switch,
} from './switch-kinds.mts';
import { RECORD_SWITCHES } from './record-switches.mts';

/**
 * Every point that docs/internals/smartsuite.md calls UNKNOWN, INFERRED or disputed, as a named switch: what it
 * decides, its options and (the first option, or the value given) the emulator's own guess.
 */

/** The numbers in brackets are sections of docs/internals/smartsuite.md. */
export const SWITCHES = {
	...RECORD_SWITCHES,

	// Page tokens and pages (1.7)
	lastPageToken: choice(
		'Token on the last page with events (1.7)',
		'kept',
		'absent',
		'empty-string',
	),
	emptyPageToken: choice('Token on a page without events (1.7)', 'same', 'absent', 'empty-string'),
	emptyPageBody: choice('A list without entries: key left out or [] (1.10)', 'omitted', 'explicit'),
	tokenSequence: choice('What a page token counts (1.7)', 'global', 'per-webhook'),
	invalidToken: choice(
		'ListEvents with a token nobody gave (1.7)',
		'refuse',
		'from-start',
		'empty',
	),
	pageOrder: choice('Order of the events in a page (1.7)', 'oldest-first', 'newest-first'),
	pageSizeDefault: amount('Entries of a page when none is asked for (1.7)', 50, 1),
	pageSizeMax: amount('Most entries of a page (1.7)', 1000, 1),
	pageSizeOverMax: choice('Asking for more than the most (1.7)', 'cap', 'refuse', 'break-down'),
	pageSizeType: choice('JSON type of page_size that is taken (1.7)', 'any', 'string', 'number'),
	pageCuts: counts(
		'Most events of the 1st, 2nd … page of a reading, then from the 1st again; [] = off (1.7)',
	),
	pageBytesMax: amount(
		'Most characters of a page’s JSON, though one event always fits; 0 = off',
		0,
		0,
	),
	eventRetentionDays: amount('Days an event is kept, 0 = as long as its webhook (1.7)', 0, 0),
	eventsVisibleAfterMs: amount('Milliseconds until ListEvents shows a new event', 0, 0),

	// Shape of the engine's answers (1.3, 1.5, 1.9)
	casing: choice('Spelling of keys in the answers (1.9)', 'snake', 'camel'),
	createWrapper: flag('CreateWebhook answers {webhook: ...} (1.2)', true),
	getWrapper: flag('GetWebhook answers {webhook: ...} (1.3)', true),
	updateWrapper: flag('UpdateWebhook answers {webhook: ...} (1.5)', true),
	kindsAs: choice('Kinds in the answers (1.5)', 'names', 'numbers'),
	filterEcho: choice(
		'Filter and kinds of a webhook in answers, compared with what was sent',
		'as-sent',
		'reordered',
		'doubled',
		'one-more',
		'omitted',
	),
	getWebhookName: choice('Name of the method (1.3)', 'GetWebhook', 'GetWebhooks', 'both', 'none'),
	unknownExtras: flag('Properties and a field type nobody has heard of, everywhere', false),

	// Webhooks (1.1, 1.4, 1.5, 1.6, 1.8)
	updateSemantics: choice('UpdateWebhook: replaces all, or only what is named', 'replace', 'merge'),
	updateExtendsExpiry: flag('UpdateWebhook counts as activity, as ListEvents does (1.5)', false),
	listWebhooksScope: choice('Whose webhooks a token sees (1.4)', 'workspace', 'own'),
	deleteUnknown: choice('DeleteWebhook of an id that is not there (1.6)', 'not_found', 'ok'),
	unknownFieldIds: choice('Filter on a field the table lacks (1.2)', 'refuse', 'accept'),
	expiredStatus: choice(
		'What shows that a webhook was idle for 7 days (1.8)',
		'system_status.disabled',
		'system_status.expired',
		'system_status.absent',
		'notification_status.disabled',
		'both.disabled',
	),
	failedPingsStatus: choice(
		'What shows that a day of pings failed (1.8)',
		'notification_status.disabled',
		'system_status.disabled',
	),
	disabledStoresEvents: flag('Events are stored while notifications are off', true),

	// Content of events (1.7)
	previousContents: choice(
		'What `previous` of an update holds',
		'changed',
		'changed-and-system',
		'all',
		'empty',
	),
	deletedData: choice('What `data` of a deleted record holds', 'whole', 'id-only', 'empty'),
	ownWritesFireEvents: flag('Records written with the token fire events (7)', true),
	apiHandler: choice('`ctx.handler` of a record written with the token', 'INTERACTIVE', 'API'),

	// Pings (1.1)
	pingsPer: choice('One ping an event, or one for all that happened meanwhile', 'event', 'batch'),
	duplicatePings: probability('Chance that a ping is sent twice'),
	lostPings: probability('Chance that a ping is never sent'),
	pingsRetryOn: choice(
		'What counts as a failed ping; with no-answer a 503 is a delivery',
		'non-2xx',
		'non-200',
		'no-answer',
		'never',
	),
	pingTimeoutMs: amount('Milliseconds that a ping waits for its answer', 10_000, 1),
	pingRetryFirstMs: amount(
		'Milliseconds to the first retry; each further one waits twice as long',
		10_000,
		1,
	),
	pingBody: choice(
		'Body of a ping: today’s, or the one "Updates Planned"',
		'documented',
		'planned',
	),
	pingContentType: choice(
		'Content-Type of a ping; the body is JSON text, with form-fields a form',
		'application/json',
		'text/plain',
		'application/cloudevents+json',
		'application/x-www-form-urlencoded',
		'form-fields',
		'absent',
	),
	handshakePing: flag('A ping when a webhook is created', false),

	// Refusals (2, 5)
	rateLimit,
	retryAfterHeader: flag('429 carries Retry-After (5)', false),
	penaltyExtends: flag('A call during the penalty starts it anew (5)', false),
	engineWorkspaceErrors: choice('Body of a wrong workspace on the engine', 'plain-text', 'twirp'),
	plainTextErrors: flag('Errors of the engine as plain text, as from a gateway (2.1)', false),

	// REST (3)
	restLists: choice(
		'Lists of solutions and tables: a bare array, or {results}; by-limit: with `limit` only (3.2)',
		'by-limit',
		'bare',
		'results',
	),
	tableProjection: choice('A name in `fields` that no table has (3.2)', 'ignored', 'refused'),
	deletedSolutions: flag('Deleted solutions are listed, with delete_date (3.1)', false),
	hiddenTables: flag('A hidden table is listed, with hidden: true (3.2)', false),
	formerMembers: choice(
		'Members who were deleted, invited or made inactive (3.4)',
		'absent',
		'listed',
		'listed, dates as text',
	),
};

type Specs = typeof SWITCHES;
export type Switches = {
	[Name in keyof Specs]: Specs[Name] extends { options: readonly (infer Option)[] }
		? Option
		: Specs[Name]['initial'];
};

/** The switches as they stand when nobody says otherwise. */
export function defaultSwitches(): Switches {
	const initials = Object.entries(SWITCHES).map(([name, { initial }]) => [name, initial]);
	return Object.fromEntries(initials) as Switches;
}

/** Turns the named switches; throws, and turns none, on a name or a value that there is not. */
export function setSwitches(switches: Switches, change: Record<string, unknown>): void {
	for (const [name, value] of Object.entries(change)) {
		const known = SWITCHES[name as keyof Specs] as Switch<unknown> | undefined;
		if (!known) throw new Error(`There is no switch '${name}'`);
		if (!known.allows(value)) {
			throw new Error(`Switch '${name}' takes ${JSON.stringify(known.options)}`);
		}
	}
	Object.assign(switches, change);
}
