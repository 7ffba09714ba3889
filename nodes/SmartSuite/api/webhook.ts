import type { IDataObject } from 'n8n-workflow';

import { asObject, asText, inSnakeCase } from './shape';

/** The kinds of change there are (docs/internals/smartsuite.md section 1.2). */
export const EVENT_KINDS = ['RECORD_CREATED', 'RECORD_UPDATED', 'RECORD_DELETED'] as const;

/** What a webhook watches: exactly one of three forms (docs/internals/smartsuite.md section 1.2). */
export type WebhookFilter =
	| { solution: IDataObject }
	| { applications: { application_ids: string[] } }
	| { application: { application_id: string; field_ids: string[] } };

/** What there is to say about a webhook when creating it. */
export interface WebhookSpec {
	solutionId: string;
	kinds: string[];
	filter: WebhookFilter;
	/** Where pings go; a webhook without a URL is paused. */
	notificationUrl?: string;
}

/** A webhook as SmartSuite gave it, its known keys in snake_case, unknown ones untouched. */
export interface Webhook extends IDataObject {
	webhook_id: string;
	locator: IDataObject;
	kinds: string[];
	filter: IDataObject;
	notification_status: IDataObject;
	system_status: IDataObject;
}

const WEBHOOK_KEYS = [
	'webhook_id',
	'created_at',
	'updated_at',
	'notification_status',
	'system_status',
];
const LOCATOR_KEYS = ['account_id', 'solution_id', 'application_id'];
const FILTER_KEYS = ['application_id', 'application_ids', 'field_ids'];

/** Reads a webhook, wrapped in `webhook` or not, in snake_case or camelCase. */
export function parseWebhook(body: unknown): Webhook {
	const raw = inSnakeCase(asObject(body).webhook ?? body, WEBHOOK_KEYS);
	return {
		...raw,
		webhook_id: asText(raw.webhook_id),
		locator: parseLocator(raw.locator),
		kinds: parseKinds(raw.kinds),
		filter: parseFilter(raw.filter),
		notification_status: asObject(raw.notification_status),
		system_status: parseStatus(raw.system_status),
	};
}

export function parseLocator(raw: unknown): IDataObject {
	return inSnakeCase(raw, LOCATOR_KEYS);
}

/**
 * A kind by name or number. 1 is RECORD_CREATED in the documents' UpdateWebhook example; 2 and 3
 * follow the order of the names (docs/internals/smartsuite.md section 1.5, INFERRED).
 */
export function parseKind(raw: unknown): string {
	return (typeof raw === 'number' ? EVENT_KINDS[raw - 1] : undefined) ?? asText(raw);
}

/** Where the webhook's pings go; undefined while it is paused. */
export function notificationUrl(webhook: Webhook): string | undefined {
	return asText(asObject(webhook.notification_status.enabled).url) || undefined;
}

/** What a webhook is sent to have its pings go there; paused without a URL. */
export function notificationStatus(url: string | undefined): IDataObject {
	return url === undefined ? { disabled: {} } : { enabled: { url } };
}

/** Whether the webhook watches just what the spec asks for, however its ids are ordered. */
export function watchesSame(webhook: Webhook, spec: WebhookSpec): boolean {
	return watchedForm(webhook) === formOf(spec);
}

/** What a webhook watches, as SmartSuite shows it: a text without doubles and in one order. */
export function watchedForm({ locator, kinds, filter }: Webhook): string {
	return `solution ${asText(locator.solution_id)}: ${sorted(kinds)} of ${filterKey(filter)}`;
}

/** The same of what is asked for. */
export function formOf({ solutionId, kinds, filter }: WebhookSpec): string {
	return `solution ${solutionId}: ${sorted(kinds)} of ${filterKey(filter)}`;
}

/** How far the clocks of SmartSuite and this machine may differ when a fresh webhook is looked for. */
const CLOCK_SKEW_MS = 120_000;

/** Whether a call at that time may have made it as the spec asks for; one without a date is taken for it. */
export function isMadeSince(startedAt: number, webhook: Webhook, spec: WebhookSpec): boolean {
	const madeAt = Date.parse(asText(asObject(webhook.created_at).at));
	const isSame = spec.notificationUrl
		? // Which nobody else has: what it watches may be shown otherwise than it was sent.
			notificationUrl(webhook) === spec.notificationUrl
		: watchesSame(webhook, spec);
	return isSame && !(madeAt < startedAt - CLOCK_SKEW_MS);
}

function parseKinds(raw: unknown): string[] {
	return Array.isArray(raw) ? raw.map(parseKind) : [];
}

function parseFilter(raw: unknown): IDataObject {
	return Object.fromEntries(
		Object.entries(asObject(raw)).map(([form, ids]) => [form, inSnakeCase(ids, FILTER_KEYS)]),
	);
}

function parseStatus(raw: unknown): IDataObject {
	return Object.fromEntries(
		Object.entries(asObject(raw)).map(([state, detail]) => [
			state,
			inSnakeCase(detail, ['expires_at']),
		]),
	);
}

function filterKey(filter: WebhookFilter | IDataObject): string {
	const { applications, application } = filter as Record<string, IDataObject | undefined>;
	if (application)
		return `fields ${asText(application.application_id)} ${sorted(application.field_ids)}`;
	if (applications) return `tables ${sorted(applications.application_ids)}`;
	return 'solution';
}

function sorted(ids: unknown): string {
	return Array.isArray(ids) ? [...new Set(ids.map(asText))].sort().join() : '';
}
