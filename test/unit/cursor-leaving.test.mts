import { describe, expect, it } from 'vitest';

import {
	cursorOf,
	freshCursor,
	leavingId,
	setAside,
	store,
	storedCursor,
} from '../../nodes/SmartSuite/trigger/cursor.ts';
import { ok } from './fake-context.mts';
import { fakeTrigger, URL } from './fake-trigger.mts';
import type { TriggerSituation } from './fake-trigger.mts';

const at = (commits: number) => ({ ...freshCursor('w1', URL), pageToken: '7', commits });

/** A published trigger that holds this in static data. */
function trigger(stored: TriggerSituation['stored']) {
	return fakeTrigger(() => ok({}), { stored });
}

describe('a cursor that is set aside', () => {
	it('leaves static data but for the word that its webhook is leaving', () => {
		const { inHook, staticData, owner } = trigger({ ...at(3), previous: at(1) });
		setAside(inHook, at(3));
		expect(staticData).toEqual({ leaving: 'w1', owner });
		expect(storedCursor(inHook)).toBeUndefined();
		expect(leavingId(inHook)).toBe('w1');
	});

	it('is kept whole in this process', () => {
		const previous = { ...at(1), webhookId: 'w0' };
		const whole = { ...at(3), previous, pages: { size: 50, fullest: 7 } };
		const { inHook } = trigger({});
		setAside(inHook, whole);
		expect(cursorOf(inHook, 'w1')).toEqual(whole);
	});

	it('stays so when it is set aside again', () => {
		const { inHook, staticData, owner } = trigger(at(3));
		setAside(inHook, at(3));
		setAside(inHook, at(3));
		expect(staticData).toEqual({ leaving: 'w1', owner });
		expect(cursorOf(inHook, 'w1')).toEqual(at(3));
	});

	it('is back once it is stored again', () => {
		const { inHook, staticData, owner } = trigger(at(3));
		setAside(inHook, at(3));
		store(inHook, at(3));
		expect(staticData).toEqual({ ...at(3), owner });
		expect(leavingId(inHook)).toBeUndefined();
	});
});

describe('the webhook that is leaving', () => {
	it.each<{ is: string; stored: TriggerSituation['stored'] }>([
		{ is: 'nothing was said', stored: {} },
		{ is: 'a cursor is stored', stored: at(3) },
		{ is: 'another node said it', stored: { leaving: 'w1', owner: 'another node' } },
		{ is: 'nonsense is written', stored: { leaving: 7 as unknown as string } },
	])('is none where $is', ({ stored }) => {
		expect(leavingId(trigger(stored).inHook)).toBeUndefined();
	});
});
