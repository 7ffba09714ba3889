import { expect, it } from 'vitest';
import { call, emulateEvents, rpc } from './harness.mts';

const DEPTH = 700;
const HEAVY = 400;
const TEXT_LENGTH = 400_000;

/** A text inside so many lists. */
const nested = (levels: number) =>
	Array.from({ length: levels }).reduce<unknown>((inner) => [inner], 'deep');

it.each(['snake', 'camel'] as const)(
	'keeps a value that is nested 700 levels deep, however it was written (%s)',
	async (casing) => {
		const { emulator, id } = await emulateEvents(0, { casing, unknownSlugs: 'stored' });
		const { tasks } = emulator.tables;
		const note = nested(DEPTH);
		const record = emulator.records.create(tasks.id, { note: 'flat' });
		emulator.records.update(tasks.id, record.id, { note });
		const path = `/api/v1/applications/${tasks.id}/records/`;
		expect((await call(emulator, 'POST', path, { title: 'x', note })).status).toBe(201);
		const { body } = await rpc(emulator, 'ListEvents', { webhook_id: id });
		const deep = JSON.stringify(body).split(JSON.stringify(note));
		expect(deep).toHaveLength(3);
		expect((await call(emulator, 'GET', '/_emulator/state')).status).toBe(200);
	},
);

it('gives 400 events of 400 KB each on one page', async () => {
	const { emulator, id } = await emulateEvents(0, { unknownSlugs: 'stored' });
	const { tasks } = emulator.tables;
	const note = 'x'.repeat(TEXT_LENGTH);
	const path = `/api/v1/applications/${tasks.id}/records/`;
	expect((await call(emulator, 'POST', path, { title: 'x', note })).status).toBe(201);
	for (let n = 1; n < HEAVY; n++) emulator.records.create(tasks.id, { note });
	const reply = await rpc(emulator, 'ListEvents', { webhook_id: id, page_size: `${HEAVY}` });
	const { events } = reply.body as {
		events: Array<{ record_event_data: { data: { note: string } } }>;
	};
	const whole = events.filter(({ record_event_data: { data } }) => data.note === note);
	expect([events.length, whole.length]).toEqual([HEAVY, HEAVY]);
});
