import type { IDataObject } from 'n8n-workflow';

import { request } from '../transport';
import type { Haste, SmartSuiteContext } from '../transport';

/** A method of the webhooks engine (docs/internals/smartsuite.md section 1). */
export type EngineMethod =
	| 'CreateWebhook'
	| 'GetWebhook'
	| 'ListWebhooks'
	| 'UpdateWebhook'
	| 'DeleteWebhook'
	| 'ListEvents';

/**
 * Calls the webhooks engine. Always POST, always JSON (docs/internals/smartsuite.md section 1).
 * @param about what the call is about, for messages: "webhook '3c8a1835'"
 */
export async function callEngine(
	context: SmartSuiteContext,
	method: EngineMethod,
	body: IDataObject,
	about: string,
	{ isTriedOnce, timeoutMs }: Haste = {},
): Promise<unknown> {
	return await request(context, {
		host: 'webhooks',
		method: 'POST',
		path: `/smartsuite.webhooks.engine.Webhooks/${method}`,
		body,
		about,
		repeatable: method !== 'CreateWebhook',
		isTriedOnce,
		timeoutMs,
		answerIsOptional: method === 'DeleteWebhook' || method === 'UpdateWebhook',
	});
}
