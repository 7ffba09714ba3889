import { readFileSync } from 'node:fs';
import type { IDataObject } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';
import { execute } from './action.mts';
import { account, create, NOTIFICATION_URL, run } from './webhook-operations.mts';
import { byId } from './world.mts';

interface Schema {
	type: string;
	properties?: Record<string, Schema>;
	items?: Schema;
	version?: number;
}

const SCHEMAS = new URL('../../nodes/SmartSuite/__schema__/v1.0.0/', import.meta.url);
const schemaOf = (name: string) =>
	JSON.parse(readFileSync(new URL(`${name}.json`, SCHEMAS), 'utf8')) as Schema;

/** What the value has and the schema does not, or in another type; null fits any. */
function misfits(value: unknown, schema: Schema | undefined, path: string): string[] {
	if (value === null) return [];
	if (!schema) return [`${path} is not in the schema`];
	const type = Array.isArray(value) ? 'array' : typeof value;
	if (type !== schema.type) return [`${path} is ${type}, not ${schema.type}`];
	if (Array.isArray(value)) {
		return value.flatMap((item, n) => misfits(item, schema.items, `${path}[${n}]`));
	}
	if (type !== 'object') return [];
	return Object.entries(value as object).flatMap(([key, inner]) =>
		misfits(inner, schema.properties?.[key], `${path}.${key}`),
	);
}

/** The fields of records differ from table to table: their schema names what all tables have. */
const withoutOwnFields = ({ record, previous, ...item }: IDataObject) => {
	expect([typeof record, typeof previous]).toEqual(['object', 'object']);
	return item;
};

describe('the output schema', () => {
	it.each(['create', 'get', 'getAll', 'update'])('of webhooks fits what %s gives', async (op) => {
		const at = await account();
		const { tasks } = at.emulator.tables;
		const webhook = await create(at, { watch: 'fields', table: byId(tasks.id), fields: ['title'] });
		const more = op === 'create' ? { notificationUrl: NOTIFICATION_URL } : { webhook };
		const [item] = await run(at, op, { ...more, updateFields: { events: ['RECORD_CREATED'] } });
		const schema = schemaOf('webhook');
		expect(misfits(item, schema, op)).toEqual([]);
		expect(Object.keys(item ?? {})).toEqual(
			expect.arrayContaining(Object.keys(schema.properties ?? {})),
		);
		expect(Object.keys(schema.properties ?? {}).slice(0, 3)).toEqual(
			Object.keys(item ?? {}).slice(0, 3),
		);
	});

	it.each(['keepAlive', 'delete'])('of %s has just what it gives', async (op) => {
		const at = await account();
		const webhook = await create(at);
		const [item] = await run(at, op, { webhook });
		const schema = schemaOf(`webhook/${op}`);
		expect(misfits(item, schema, op)).toEqual([]);
		expect(Object.keys(schema.properties ?? {})).toEqual(Object.keys(item ?? {}));
	});

	it('of events has just what they have beside the own fields of a table', async () => {
		const at = await account();
		const { emulator } = at;
		const webhook = await create(at, { notificationUrl: 'http://127.0.0.1:9/' });
		emulator.records.create(emulator.tables.tasks.id, { title: 'Call the printer' });
		const [item] = await execute(at.credential, {
			resource: 'event',
			operation: 'getAll',
			solution: byId(emulator.solution.id),
			webhook,
		});
		const schema = schemaOf('event/getAll');
		expect(Object.keys(schema.properties ?? {})).toEqual(Object.keys(item?.json ?? {}));
		expect(misfits(withoutOwnFields(item?.json ?? {}), schema, 'event')).toEqual([]);
		const record = item?.json.record as IDataObject;
		const common = Object.keys(schema.properties?.record?.properties ?? {});
		expect(Object.keys(record)).toEqual(expect.arrayContaining(common));
	});
});
