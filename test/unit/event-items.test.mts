import type { IDataObject } from 'n8n-workflow';
import { describe, expect, it, vi } from 'vitest';

import { parseEvent } from '../../nodes/SmartSuite/api/event.ts';
import { viewed } from '../../nodes/SmartSuite/fields/index.ts';
import {
	fieldNamesParameter,
	readFieldView,
	valuesParameter,
} from '../../nodes/SmartSuite/methods/index.ts';
import * as documented from './documented.mts';
import { fakeContext, nodeWith, ok, status } from './fake-context.mts';
import type { Reaction } from './fake-context.mts';
import { fakeTime } from './fake-time.mts';

fakeTime();

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const PETER = { id: '63a1f65723aaf6bcb564b1f1', name: 'Peter Novosel', email: 'peter@example.com' };
const { record_event_data } = documented.event();
const TABLE = record_event_data.locator.application_id;
const RECORD = record_event_data.record_id;

const priority = (...choices: string[]) => ({
	slug: 'priority',
	label: 'Priority',
	field_type: 'singleselectfield',
	params: { choices: choices.map((value) => ({ value, label: value.toUpperCase() })) },
});
const table = (...structure: object[]) => ok({ ...documented.table(), name: 'Tasks', structure });
const TITLE = { slug: 'title', label: 'Title', field_type: 'recordtitlefield', params: {} };

/** A workspace that answers so until told otherwise, and its events as items by label and readable. */
function workspace(answers: { table?: Reaction; members?: Reaction } = {}) {
	const current = { table: table(TITLE), members: ok(documented.memberList()), ...answers };
	const fake = fakeContext(({ url }) =>
		url.includes('members') ? current.members : current.table,
	);
	const view = { isSimple: true, ...readFieldView(nodeWith('1'), () => '') };
	const items = async (data: IDataObject, more: Partial<typeof view> = {}) => {
		const event = documented.event();
		const changed = { ...event, record_event_data: { ...event.record_event_data, data } };
		return await viewed(fake.context, [parseEvent(changed as IDataObject)], { ...view, ...more });
	};
	const calls = () => fake.sent.map(({ url }) => url.split('/').filter(Boolean).at(-1));
	return { ...fake, current, items, calls };
}

const record = (more: IDataObject = {}) => ({
	title: 'Call',
	last_updated: { by: PETER.id },
	...more,
});

describe('an event as an item', () => {
	it('is by label and readable unless asked otherwise', () => {
		expect([fieldNamesParameter.default, valuesParameter.default]).toEqual(['label', 'readable']);
		expect(readFieldView(nodeWith('1'), () => '')).toEqual({
			fieldNames: 'label',
			values: 'readable',
		});
	});

	it('names the table, the member and the page, in the order of the design', async () => {
		const [item = {}] = await workspace().items(record());
		expect(Object.keys(item)).toEqual(
			'kind table record previous changed_fields changed_by event_at record_id record_url event_id table_id solution_id account_id webhook_id ctx'.split(
				' ',
			),
		);
		expect(item).toMatchObject({
			table: 'Tasks',
			record: { Title: 'Call' },
			changed_by: PETER,
			record_url: `https://app.example.com/sv25cxf2/solution/63b87cad645b3949631b55bf/${TABLE}/${RECORD}`,
		});
	});

	it('is as it was sent, by slug and raw, without any call', async () => {
		const { items, calls } = workspace();
		const [item] = await items(record({ priority: 'a' }), { fieldNames: 'slug', values: 'raw' });
		expect(item).toMatchObject({
			table: null,
			record: record({ priority: 'a' }),
			changed_by: { id: PETER.id, name: null, email: null },
		});
		expect(calls()).toEqual([]);
	});

	it.each([
		['label', 'raw', { Title: 'Call', Priority: 'a' }],
		['slug', 'readable', { title: 'Call', priority: 'A' }],
	] as const)('has %s with %s', async (fieldNames, values, wanted) => {
		const { items } = workspace({ table: table(TITLE, priority('a')) });
		const [item] = await items({ title: 'Call', priority: 'a' }, { fieldNames, values });
		expect(item?.record).toEqual(wanted);
	});

	it('costs no call while table and members are known, which is for a day', async () => {
		const { items, calls } = workspace();
		for (let minute = 0; minute < 24 * 60; minute += 10) {
			await items(record());
			await vi.advanceTimersByTimeAsync(10 * MINUTE - 1);
		}
		expect(calls().sort()).toEqual([TABLE, 'list'].sort());
		await vi.advanceTimersByTimeAsync(DAY);
		await items(record());
		expect(calls()).toHaveLength(4);
	});

	it('costs one call more where a choice is new, and none where it stays unknown', async () => {
		const { current, items, calls } = workspace({ table: table(TITLE, priority('a')) });
		const shown = async (id: string) => {
			const [item] = await items(record({ priority: id }));
			return (item?.record as IDataObject).Priority;
		};
		expect(await shown('a')).toBe('A');
		await vi.advanceTimersByTimeAsync(MINUTE);
		current.table = table(TITLE, priority('a', 'b'));
		expect(await shown('b')).toBe('B');
		expect(calls()).toHaveLength(3);
		for (let n = 0; n < 3; n++) {
			await vi.advanceTimersByTimeAsync(2 * MINUTE);
			expect(await shown('deleted')).toBe('deleted');
		}
		expect(calls()).toHaveLength(4);
	});

	it('costs one call more where a member is new', async () => {
		const { current, items, calls } = workspace();
		await items(record());
		await vi.advanceTimersByTimeAsync(MINUTE);
		current.members = ok({
			items: [{ id: 'new', full_name: { first_name: 'New' }, email: ['n@x.y'] }],
		});
		const [item] = await items({ last_updated: { by: 'new' } });
		expect(item?.changed_by).toEqual({ id: 'new', name: 'New', email: 'n@x.y' });
		expect(calls()).toHaveLength(3);
	});

	it.each([
		[
			'members',
			{ members: status(403) },
			{ table: 'Tasks', changed_by: { id: PETER.id, name: null } },
		],
		[
			'table',
			{ table: status(403) },
			{ table: null, record: { title: 'Call' }, changed_by: PETER },
		],
	] as const)('does without the %s where they may not be seen', async (_, answers, wanted) => {
		const { items, calls, logged } = workspace(answers);
		const [item] = await items(record());
		expect(item).toMatchObject(wanted);
		await vi.advanceTimersByTimeAsync(59 * MINUTE);
		await items(record());
		expect([calls().length, logged.length]).toEqual([2, 1]);
	});
});
