import { describe, expect, it } from 'vitest';
import type { IDataObject } from 'n8n-workflow';
import { execute } from './action.mts';
import { AS_SENT } from './workflow.mts';
import { byId, credentialFor, emulate, onlyWebhookId, watching } from './world.mts';

/** A published workflow, and as many events of its webhook as asked for. */
async function withEvents(count: number, switches = {}) {
	const emulator = await emulate({ switches: { lostPings: 1, ...switches } });
	const credential = credentialFor(emulator);
	await watching(emulator, {}, credential);
	for (let n = 1; n <= count; n++) {
		emulator.records.create(emulator.tables.tasks.id, { title: `Task ${n}` });
	}
	const list = async (parameters: IDataObject = {}) => {
		const items = await execute(credential, {
			resource: 'event',
			operation: 'getAll',
			solution: byId(emulator.solution.id),
			webhook: byId(onlyWebhookId(emulator)),
			...parameters,
			options: { ...AS_SENT, ...(parameters.options as IDataObject | undefined) },
		} as never);
		return items.map(({ json }) => json);
	};
	return { emulator, list };
}

const titles = (items: IDataObject[]) =>
	items.map(({ record }) => (record as { title: string }).title);

describe('get many events', () => {
	it('gives all, oldest first, with the token to go on from on the last', async () => {
		const { list } = await withEvents(5, { pageSizeMax: 2 });
		const items = await list({ returnAll: true });
		expect(titles(items)).toEqual(['Task 1', 'Task 2', 'Task 3', 'Task 4', 'Task 5']);
		expect(items.map((item) => 'next_page_token' in item)).toEqual([
			false,
			false,
			false,
			false,
			true,
		]);
	});

	it('goes on from a token without missing or repeating one', async () => {
		const { list } = await withEvents(5);
		const first = await list({ limit: 2 });
		const pageToken = first.at(-1)?.next_page_token;
		const rest = await list({ returnAll: true, options: { pageToken } });
		expect([...titles(first), ...titles(rest)]).toEqual([1, 2, 3, 4, 5].map((n) => `Task ${n}`));
	});

	it('gives the events as the API gave them when not simplified', async () => {
		const { emulator, list } = await withEvents(1);
		expect(await list({ simplify: false })).toMatchObject([
			{
				webhook_id: onlyWebhookId(emulator),
				kind: 'RECORD_CREATED',
				record_event_data: { data: { title: 'Task 1' } },
			},
		]);
	});

	it('names fields by their labels, reading each table once', async () => {
		const { emulator, list } = await withEvents(3);
		const callsBefore = emulator.calls.length;
		const items = await list({ options: { fieldNames: 'label' } });
		const titleLabel = emulator.tables.tasks.structure.find(({ slug }) => slug === 'title')?.label;
		expect(items.map(({ record }) => (record as IDataObject)[String(titleLabel)])).toEqual([
			'Task 1',
			'Task 2',
			'Task 3',
		]);
		const tableReads = emulator.calls.slice(callsBefore).filter(({ method }) => method === 'GET');
		expect(tableReads.length).toBe(1);
	});

	it.each([10, 20, 30, 45, 60])(
		'gives %i from a server that refuses pages of more than 20, and misses none after them',
		async (limit) => {
			const { list } = await withEvents(45, {
				pageSizeMax: 20,
				pageSizeDefault: 20,
				pageSizeOverMax: 'refuse',
			});
			const all = Array.from({ length: 45 }, (_, n) => `Task ${n + 1}`);
			const first = await list({ limit });
			expect(titles(first)).toEqual(all.slice(0, limit));
			const pageToken = first.at(-1)?.next_page_token;
			const rest = await list({ returnAll: true, options: { pageToken } });
			expect([...new Set([...titles(first), ...titles(rest)])]).toEqual(all);
		},
	);

	it('gives no item when there is no event', async () => {
		const { list } = await withEvents(0);
		expect(await list({ returnAll: true })).toEqual([]);
	});
});
