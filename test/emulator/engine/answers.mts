import { withExtras, withExtraValue } from '../extras.mts';
import type { Switches } from '../switches.mts';
import { isObject, KINDS, type JsonObject, type StoredEvent, type Webhook } from '../types.mts';
import { EXPIRES_AFTER_MS, standing } from '../webhooks.mts';
import type { World } from '../world.mts';
import { echoOf } from './filter-echo.mts';

/** Keys below which nothing is the engine's own: field slugs and their values. */
const OPAQUE = ['data', 'previous'];

/** The webhook object of docs/internals/smartsuite.md 1.2. */
export function webhookMessage(world: World, webhook: Webhook): JsonObject {
	const { switches, accountId, members } = world;
	const nameOf = (memberId: string) =>
		members.find(({ id }) => id === memberId)?.full_name.sys_root ?? memberId;
	const { kinds, ...filter } = echoOf(world, webhook);
	return withExtras(switches, {
		webhook_id: webhook.id,
		locator: { account_id: accountId, solution_id: webhook.solutionId },
		...filter,
		kinds: kinds.map((kind) => kindIn(switches, kind)),
		created_at: { by: nameOf(webhook.createdBy), at: new Date(webhook.createdAtMs).toISOString() },
		updated_at: { by: nameOf(webhook.updatedBy), at: new Date(webhook.updatedAtMs).toISOString() },
		...statusesOf(webhook, world.clock.now(), switches),
	});
}

/** Which status shows what stopped the pings is unknown (docs/internals/smartsuite.md 1.8): two switches. */
export function statusesOf(webhook: Webhook, nowMs: number, switches: Switches): JsonObject {
	const { expiredStatus, failedPingsStatus } = switches;
	const expires_at = new Date(webhook.lastListedAtMs + EXPIRES_AFTER_MS)
		.toISOString()
		.replace(/\.\d+Z$/, 'Z');
	// Whether it has expired since or not.
	const hasFailed = webhook.pingsFailed && failedPingsStatus === 'notification_status.disabled';
	const isPaused = webhook.paused || hasFailed;
	const on = {
		notification_status: isPaused ? { disabled: {} } : { enabled: { url: webhook.url ?? '' } },
		system_status: { enabled: { expires_at } },
	};
	const off = { disabled: {} };
	switch (standing(webhook, nowMs)) {
		case 'expired':
			if (expiredStatus === 'system_status.expired')
				return { ...on, system_status: { expired: {} } };
			if (expiredStatus === 'system_status.absent') {
				return { notification_status: on.notification_status };
			}
			if (expiredStatus === 'both.disabled')
				return { notification_status: off, system_status: off };
			return { ...on, [statusKey(expiredStatus)]: off };
		case 'failed':
			return { ...on, [statusKey(failedPingsStatus)]: off };
		default:
			return on;
	}
}

const statusKey = (option: string) => option.replace(/\.\w+$/, '');

/** The event of docs/internals/smartsuite.md 1.7, with the switches that hold when it is read. */
export function eventMessage({ event }: StoredEvent, switches: Switches): JsonObject {
	const recordData = isObject(event.record_event_data) ? event.record_event_data : {};
	const data = isObject(recordData.data) ? recordData.data : {};
	return withExtras(switches, {
		...event,
		kind: kindIn(switches, event.kind),
		record_event_data: withExtras(switches, {
			...recordData,
			data: withExtraValue(switches, data),
		}),
	});
}

/** An absent key for an empty list, as proto-JSON leaves out defaults (1.10), or `[]`. */
export function listMessage(key: string, entries: JsonObject[], switches: Switches): JsonObject {
	return entries.length === 0 && switches.emptyPageBody === 'omitted' ? {} : { [key]: entries };
}

/** The message as JSON text, in the spelling of the switch `casing`. */
export function render(message: JsonObject, switches: Switches): string {
	const extended = withExtras(switches, message);
	return JSON.stringify(switches.casing === 'camel' ? camelCased(extended) : extended);
}

function camelCased(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(camelCased);
	if (!isObject(value)) return value;
	const entries = Object.entries(value).map(([key, inner]) => [
		key.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase()),
		OPAQUE.includes(key) ? inner : camelCased(inner),
	]);
	return Object.fromEntries(entries) as JsonObject;
}

function kindIn({ kindsAs }: Switches, kind: unknown): unknown {
	return kindsAs === 'names' ? kind : KINDS.findIndex((name) => name === kind) + 1;
}
