import { vi } from 'vitest';

import { freshCursor } from '../../nodes/SmartSuite/trigger/cursor.ts';
import { keepAlive } from '../../nodes/SmartSuite/trigger/keep-alive.ts';
import { byMethod, callsOf, ok } from './fake-context.mts';
import { fakeTrigger, listed, URL } from './fake-trigger.mts';
import type { TriggerSituation } from './fake-trigger.mts';

/** As long as all waits after a start may take together, and more. */
export const AFTER_START_MS = 300_000;
/** By when the first ping has come: the spread after n8n started, and a second. */
export const FIRST_PING_MS = 21_000;
export const known = { ...freshCursor('w1', URL), pageToken: '7', commits: 3 };

const smartSuite = byMethod({
	ListWebhooks: () => ok({ webhooks: [listed('w1')] }),
	ListEvents: () => ok({}),
});

/** A trigger that n8n has just started; `hour` lets its cron tick, and all happen that follows. */
export function started(situation: TriggerSituation = {}, react = smartSuite) {
	const fake = fakeTrigger(react, { mode: 'trigger', stored: known, ...situation });
	const response = keepAlive(fake.inTrigger);
	const hour = async () => {
		fake.crons.forEach(({ tick }) => tick());
		await vi.advanceTimersByTimeAsync(AFTER_START_MS);
	};
	return { ...fake, response, hour, methods: () => callsOf(fake).map(([method]) => method) };
}
