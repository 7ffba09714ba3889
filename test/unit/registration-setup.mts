import type { IDataObject } from 'n8n-workflow';
import { afterEach, vi } from 'vitest';

import { freshCursor } from '../../nodes/SmartSuite/trigger/cursor.ts';
import { registration } from '../../nodes/SmartSuite/trigger/registration.ts';
import { byMethod, callsOf, ok, status } from './fake-context.mts';
import type { Reaction } from './fake-context.mts';
import { fakeTime } from './fake-time.mts';
import { fakeTrigger, listed, URL } from './fake-trigger.mts';
import type { TriggerSituation } from './fake-trigger.mts';

export const GRACE_MS = 5_000;
export const unmoved = freshCursor('w1', URL);
export const cursor = { ...unmoved, pageToken: '7', recentEventIds: ['w1.6'], commits: 3 };

/** Webhooks of ours that watch something else, and that are paused. */
export const watchingElse = (id: string) => ({
	...listed(id),
	kinds: ['RECORD_DELETED'],
	filter: { applications: { application_ids: ['t1'] } },
});
export const paused = (id: string) => ({ ...listed(id), notification_status: { disabled: {} } });

/** Fake time in which, after each test, all leave that are about to. */
export function fakeTimeUntilAllLeft(): void {
	fakeTime();
	afterEach(async () => {
		await vi.advanceTimersByTimeAsync(60_000);
	});
}

/** A trigger, and SmartSuite with these webhooks, which reacts as usual but for some methods. */
export function trigger(
	situation: TriggerSituation,
	webhooks: object[],
	methods: Record<string, () => Reaction> = {},
) {
	const shelf = webhooks as IDataObject[];
	const fake = fakeTrigger(byMethod({ ...keeping(shelf), ...methods }), situation);
	return {
		...fake,
		shelf,
		ids: () => shelf.map(({ webhook_id }) => webhook_id),
		calls: () => callsOf(fake),
		methods: () => callsOf(fake).map(([method]) => method),
	};
}

/** A trigger that was unpublished two seconds ago; what was sent for that is not counted. */
export async function unpublished(...[situation, ...rest]: Parameters<typeof trigger>) {
	const node = trigger({ stored: cursor, ...situation }, ...rest);
	await registration.delete.call(node.inHook);
	await vi.advanceTimersByTimeAsync(2_000);
	node.sent.length = 0;
	return node;
}

/** SmartSuite as it keeps webhooks. */
function keeping(shelf: IDataObject[]) {
	const nthOf = (id: unknown) => shelf.findIndex(({ webhook_id }) => webhook_id === id);
	let made = 0;
	return {
		ListWebhooks: () => ok({ webhooks: shelf }),
		CreateWebhook: ({ webhook }: IDataObject) => {
			const created = { ...listed(`new ${++made}`), ...(webhook as IDataObject) };
			shelf.push(created);
			return ok({ webhook: created });
		},
		UpdateWebhook: ({ webhook }: IDataObject) => {
			const asked = webhook as IDataObject;
			const nth = nthOf(asked.webhook_id);
			shelf[nth] = { ...shelf[nth], ...asked };
			return ok({ webhook: shelf[nth] });
		},
		DeleteWebhook: ({ webhook_id }: IDataObject) => {
			const nth = nthOf(webhook_id);
			if (nth === -1) return status(404, { code: 'not_found' });
			shelf.splice(nth, 1);
			return ok({});
		},
	};
}
