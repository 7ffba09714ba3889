import { describe, expect, it } from 'vitest';
import { emulateEvents, listEvents, rpc } from './harness.mts';
import type { Emulator } from './index.mts';

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

	it('find an event that shows late with the token that was given meanwhile', async () => {
		const { emulator, id } = await emulateEvents(1, { eventsVisibleAfterMs: 500 });
		await emulator.clock.advance(300);
		emulator.records.create(emulator.tables.tasks.id);
		await emulator.clock.advance(200);
		const first = await listEvents(emulator, id);
		expect(first).toEqual({ numbers: [1], token: '8991601' });
		const meanwhile = await listEvents(emulator, id, { page_token: first.token });
		expect(meanwhile).toEqual({ numbers: undefined, token: '8991601' });
		await emulator.clock.advance(300);
		const late = await listEvents(emulator, id, { page_token: meanwhile.token });
		expect(late).toEqual({ numbers: [2], token: '8991602' });
	});

	it('are refused while they hold a poisoned event, until a reset', async () => {
		const { emulator, id } = await emulateEvents(3);
		emulator.poisoned.add(`${id}.2`);
		const request = { webhook_id: id, page_size: '2' };
		expect(await rpc(emulator, 'ListEvents', request)).toMatchObject({
			status: 500,
			body: { code: 'internal', msg: 'internal server error', meta: {} },
		});
		expect((await listEvents(emulator, id, { page_size: '1' })).numbers).toEqual([1]);
		const behind = await listEvents(emulator, id, { page_token: '8991602' });
		expect(behind.numbers).toEqual([3]);
		emulator.reset();
		expect(emulator.poisoned.size).toBe(0);
	});
});

describe('pages that the server cuts', () => {
	/** Sizes of the pages from the start to an empty one, or to one without a token. */
	async function sizes(
		emulator: Emulator,
		id: string,
		page_size: string,
		page_token = '',
	): Promise<number[]> {
		const { numbers = [], token } = await listEvents(emulator, id, { page_size, page_token });
		if (numbers.length === 0 || !token) return [numbers.length];
		return [numbers.length, ...(await sizes(emulator, id, page_size, token))];
	}

	it('hold as many events as the list says, and begin it again at its end', async () => {
		const { emulator, id } = await emulateEvents(14, { pageCuts: [4, 2, 3] });
		expect(await sizes(emulator, id, '500')).toEqual([4, 2, 3, 4, 1, 0]);
		expect(await sizes(emulator, id, '3')).toEqual([3, 2, 3, 3, 2, 1, 0]);
	});

	it('are the same when asked for again, and begin the list with each reading', async () => {
		const { emulator, id } = await emulateEvents(5, { pageCuts: [2, 1] });
		const first = await listEvents(emulator, id);
		const second = await listEvents(emulator, id, { page_token: first.token });
		expect(second.numbers).toEqual([3]);
		expect(await listEvents(emulator, id, { page_token: first.token })).toEqual(second);
		const third = await listEvents(emulator, id, { page_token: second.token });
		expect(third.numbers).toEqual([4, 5]);
		for (let n = 0; n < 3; n++) emulator.records.create(emulator.tables.tasks.id);
		expect(await sizes(emulator, id, '50', third.token)).toEqual([2, 1, 0]);
	});

	it('end before their JSON would be too long, but hold one event', async () => {
		const { emulator, id } = await emulateEvents(4);
		const { body } = await rpc(emulator, 'ListEvents', { webhook_id: id });
		emulator.switches.pageBytesMax = JSON.stringify(body).length;
		expect(await sizes(emulator, id, '50')).toEqual([4, 0]);
		emulator.switches.pageBytesMax -= 1;
		expect(await sizes(emulator, id, '50')).toEqual([3, 1, 0]);
		emulator.switches.pageBytesMax = 1;
		expect(await sizes(emulator, id, '50')).toEqual([1, 1, 1, 1, 0]);
	});
});
