import { describe, expect, it } from 'vitest';
import { emulateEvents, listEvents, rpc } from './harness.mts';

describe('pages of events', () => {
	it('go on from the token, oldest first, to an empty page with the same token', async () => {
		const { emulator, id } = await emulateEvents(5);
		const first = await listEvents(emulator, id, { page_size: '2', page_token: '' });
		expect(first).toEqual({ numbers: [1, 2], token: '8991602' });
		const second = await listEvents(emulator, id, { page_size: 4, page_token: first.token });
		expect(second).toEqual({ numbers: [3, 4, 5], token: '8991605' });
		const third = await listEvents(emulator, id, { page_token: second.token });
		expect(third).toEqual({ numbers: undefined, token: '8991605' });
		emulator.records.create(emulator.tables.tasks.id);
		const fourth = await listEvents(emulator, id, { page_token: third.token });
		expect(fourth).toEqual({ numbers: [6], token: '8991606' });
	});

	it.each([
		['kept', '8991602'],
		['absent', undefined],
		['empty-string', ''],
	] as const)('end with a token that is %s', async (lastPageToken, token) => {
		const { emulator, id } = await emulateEvents(2, { lastPageToken });
		expect(await listEvents(emulator, id)).toEqual({ numbers: [1, 2], token });
		expect(await listEvents(emulator, id, { page_size: '1' })).toEqual({
			numbers: [1],
			token: '8991601',
		});
	});

	it.each([
		['same', '8991602'],
		['absent', undefined],
		['empty-string', ''],
	] as const)('have, when empty, a token that is %s', async (emptyPageToken, token) => {
		const { emulator, id } = await emulateEvents(2, { emptyPageToken });
		const page = await listEvents(emulator, id, { page_token: '8991602' });
		expect(page).toEqual({ numbers: undefined, token });
	});

	it('hold 50 events unless asked, and at most what the server gives', async () => {
		const { emulator, id } = await emulateEvents(60, { pageSizeMax: 55 });
		const sizes = [];
		for (const page_size of [undefined, '', '0', '3', 55, '56']) {
			sizes.push((await listEvents(emulator, id, { page_size })).numbers?.length);
		}
		expect(sizes).toEqual([50, 50, 50, 3, 55, 55]);
		emulator.switches.pageSizeOverMax = 'refuse';
		const reply = await rpc(emulator, 'ListEvents', { webhook_id: id, page_size: '56' });
		expect(reply).toMatchObject({ status: 400, body: { meta: { argument: 'page_size' } } });
	});

	it('are refused for a token that nobody gave, or start again, or stay empty', async () => {
		const { emulator, id } = await emulateEvents(1);
		const request = { webhook_id: id, page_token: 'nonsense' };
		expect((await rpc(emulator, 'ListEvents', request)).status).toBe(400);
		emulator.switches.invalidToken = 'from-start';
		expect((await listEvents(emulator, id, request)).numbers).toEqual([1]);
		emulator.switches.invalidToken = 'empty';
		expect((await listEvents(emulator, id, request)).numbers).toBeUndefined();
	});

	it('show an event late, or lose it after its retention, with the switches', async () => {
		const { emulator, id } = await emulateEvents(1, {
			eventsVisibleAfterMs: 500,
			eventRetentionDays: 2,
		});
		expect((await listEvents(emulator, id)).numbers).toBeUndefined();
		await emulator.clock.advance(500);
		expect((await listEvents(emulator, id)).numbers).toEqual([1]);
		await emulator.clock.advance(2 * 86_400_000);
		expect((await listEvents(emulator, id)).numbers).toBeUndefined();
	});
});
