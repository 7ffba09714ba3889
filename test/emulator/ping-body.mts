import { withExtras } from './extras.mts';
import type { JsonObject, Webhook } from './types.mts';
import type { World } from './world.mts';

export interface PingMessage {
	/** false: without the header. */
	contentType: string | false;
	text: string;
}

/** What a ping says, in the form of the switch `pingContentType`. */
export function pingMessage(world: World, webhook: Webhook, tableId?: string): PingMessage {
	const { pingContentType } = world.switches;
	const body = pingBody(world, webhook, tableId);
	if (pingContentType === 'form-fields') {
		return { contentType: 'application/x-www-form-urlencoded', text: asForm(body) };
	}
	const contentType = pingContentType === 'absent' ? false : pingContentType;
	return { contentType, text: JSON.stringify(body) };
}

/** camelCase, without event data (Webhooks Overview); "Updates Planned" is a switch. */
function pingBody(world: World, { id, solutionId }: Webhook, tableId?: string): JsonObject {
	const locator = { accountId: world.accountId, solutionId };
	const planned = {
		locator: { ...locator, applicationId: tableId },
		timestamp: new Date(world.clock.now()).toISOString(),
	};
	const today = world.switches.pingBody === 'planned' ? planned : { locator };
	return withExtras(world.switches, { webhookId: id, ...today });
}

/** A field each: text as it is, everything else as JSON. */
function asForm(body: JsonObject): string {
	const fields = Object.entries(body).map(([name, value]): [string, string] => [
		name,
		typeof value === 'string' ? value : JSON.stringify(value),
	]);
	return new URLSearchParams(fields).toString();
}
