import { expect, it } from 'vitest';

import { RECORD_SWITCHES } from '../emulator/record-switches.mts';
import { jsonOf, ofRecord } from './records.mts';
import { emulate } from './world.mts';

/** Each open point of the service, in each position. */
const POSITIONS = Object.entries(RECORD_SWITCHES).flatMap(([name, { options }]) =>
	(options as unknown[]).map((option) => ({ [name]: option })),
);

const VALUES = {
	Text: 'A line',
	Number: '12',
	Currency: 3,
	Rating: 4,
	Link: 'example.com',
	Date: '2026-03-01T09:30:00Z',
	'Date Range': '2026-03-01/2026-03-04',
	'Due Date': '2026-03-05T10:00',
	'Single Select': 'Red',
	'Multiple Select': 'Red, Blue, dark',
	Status: 'Done',
	'Assigned To': 'grace@example.com',
	'Linked Record': 'Order new laptops',
	'Files and Images': 'https://example.com/a.pdf',
};

const item = (Title: string, more = {}) => ({ Title, ...VALUES, ...more });

it.each(POSITIONS)('works with SmartSuite as it may be: %j', async (switches) => {
	const emulator = await emulate({ switches });
	const { id } = emulator.tables.everything;
	const json = '={{ $json }}';
	const record = '={{ $json.record_id }}';
	const run = async (operation: string, input: object[], more = {}) =>
		await jsonOf(emulator, ofRecord(operation, id, { json, record, ...more }), {
			input: input as never,
			continueOnFail: operation === 'delete',
		});

	const created = await run(
		'create',
		['A', 'B', 'C'].map((title) => item(title)),
	);
	expect(created.map(({ Title, not_stored }) => [Title, not_stored])).toEqual([
		['A', undefined],
		['B', undefined],
		['C', undefined],
	]);

	const upserted = await run('upsert', [item('A'), item('B', { Text: 'Changed' }), item('D')], {
		matchFields: ['Title'],
	});
	expect(upserted.map(({ Title, Text, operation }) => [Title, Text, operation])).toEqual([
		['A', 'A line', 'unchanged'],
		['B', 'Changed', 'updated'],
		['D', 'A line', 'created'],
	]);

	const all = await run('getAll', [{}], { returnAll: true });
	expect(all.map(({ Title }) => Title).sort()).toEqual(['A', 'B', 'Bare', 'C', 'D', 'Full']);

	const changes = { json: "={{ ({ Text: $json.Title, 'Due Date': '2026-04-01' }) }}" };
	const updated = await run('update', all, changes);
	expect(updated.map(({ Text }) => Text)).toEqual(all.map(({ Title }) => Title));
	expect(updated.every((one) => !('not_stored' in one))).toBe(true);

	const nobody = 'a'.repeat(24);
	const deleted = await run('delete', [...all, { record_id: nobody }]);
	expect(deleted.slice(0, -1).every((one) => one.deleted === true)).toBe(true);
	expect(deleted.at(-1)).toHaveProperty('error');
});
