import { asObject, asText } from './shape';
import type { Webhook } from './webhook';

/**
 * `active` pings are sent · `paused` switched off by someone, or after a day of failed pings ·
 * `expired` not listed for seven days · `unknown` SmartSuite said neither
 */
type WebhookStatus = 'active' | 'paused' | 'expired' | 'unknown';

export interface Health {
	status: WebhookStatus;
	/** ISO date at which SmartSuite switches the webhook off unless payloads are listed before. */
	expires_at: string | null;
	/** Whole days until then, 0 once it is past. */
	days_left: number | null;
}

const DAY_MS = 86_400_000;

/**
 * How a webhook is. Only the enabled forms are documented; anything else there is a disabled one, and
 * which of the two statuses an idle week changes is unknown (docs/internals/smartsuite.md section 1.8).
 */
export function healthOf(webhook: Webhook, now: number): Health {
	const expiresAt = asText(asObject(webhook.system_status.enabled).expires_at) || null;
	const msLeft = expiresAt === null ? NaN : Date.parse(expiresAt) - now;
	return {
		status: statusOf(webhook, msLeft),
		expires_at: expiresAt,
		days_left: Number.isNaN(msLeft) ? null : Math.max(0, Math.floor(msLeft / DAY_MS)),
	};
}

function statusOf(webhook: Webhook, msLeft: number): WebhookStatus {
	const system = Object.keys(webhook.system_status);
	const notification = Object.keys(webhook.notification_status);
	if (system.length > 0 && !system.includes('enabled')) return 'expired';
	if (msLeft <= 0) return 'expired';
	if (notification.length > 0 && !notification.includes('enabled')) return 'paused';
	return system.length > 0 && notification.length > 0 ? 'active' : 'unknown';
}
