import { EventEmitter } from 'node:events';

import { vi } from 'vitest';

import { cursorOf, freshCursor } from '../../nodes/SmartSuite/trigger/cursor.ts';
import type { Drained } from '../../nodes/SmartSuite/trigger/drain.ts';
import { handOver } from '../../nodes/SmartSuite/trigger/hand-over.ts';
import { ok } from './fake-context.mts';
import { fakeTrigger, URL } from './fake-trigger.mts';
import type { TriggerSituation } from './fake-trigger.mts';

const before = { ...freshCursor('w1', URL), pageToken: '7', commits: 3 };
export const after = { ...before, pageToken: '8', recentEventIds: ['w1.8'], commits: 4 };
export const items = [{ json: { event_id: 'w1.8' } }];

/** Items on their way to n8n; `answered` is what n8n does once it stored the execution, or could not. */
export function onTheWay(differs: Partial<Drained> = {}, situation: TriggerSituation = {}) {
	const fake = fakeTrigger(() => ok({}), { stored: before, ...situation });
	const response = Object.assign(new EventEmitter(), { statusCode: 200, destroyed: false });
	Object.assign(fake.inWebhook, { getResponseObject: () => response });
	const outcomes: string[] = [];
	const drained = { events: [], cursor: after, hasMore: false, ...differs };
	const result = handOver(fake.inWebhook, items, drained, (outcome) => outcomes.push(outcome));
	return {
		...fake,
		outcomes,
		response,
		result,
		answered: async (statusCode: number) => {
			response.statusCode = statusCode;
			response.emit('finish');
			await vi.advanceTimersByTimeAsync(0);
		},
		/** Where the next drain starts, whatever n8n made of static data. */
		remembered: () => {
			for (const key of Object.keys(fake.staticData)) delete fake.staticData[key];
			return cursorOf(fake.inWebhook, 'w1');
		},
	};
}
