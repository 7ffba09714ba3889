import type { IDataObject } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';
import { callsTo, jsonAt, recordAt, runAt } from './around.mts';
import { shown } from './shown.mts';
import { byId } from './world.mts';

const all = { returnAll: true };
const namesOf = (items: IDataObject[]) => items.map(({ name }) => name);

describe('solutions', () => {
	it('are listed with what people ask for, and without the secret for sharing', async () => {
		const at = await recordAt();
		const [demo] = at.emulator.solutions;
		Object.assign(demo ?? {}, { sharing_hash: 'secret-hash', sharing_password: 'secret-word' });
		const items = await jsonAt(at, 'solution getAll', all);
		expect(items[0]).toEqual({
			name: 'Demo Solution',
			solution_id: demo?.id,
			url: `${at.emulator.url}/sv25cxf2/solution/${demo?.id}`,
			status: 'in_development',
			tables: 1,
			records: 0,
			members: 4,
			hidden: false,
			created_on: demo?.created,
			updated_on: demo?.updated,
		});
		expect(namesOf(items)).toEqual(['Demo Solution', 'Sales Pipeline', 'Old Archive']);
		expect(JSON.stringify(items)).not.toMatch(/sharing|secret/);
		expect(callsTo(at, '/')).toEqual(['GET /solutions/']);
	});

	it('are listed up to a limit, without deleted ones', async () => {
		const at = await recordAt();
		expect(await jsonAt(at, 'solution getAll', { returnAll: false, limit: '2' })).toHaveLength(2);
		const before = await jsonAt(at, 'solution getAll', all);
		at.emulator.switches.deletedSolutions = true;
		expect(await jsonAt(at, 'solution getAll', all)).toEqual(before);
	});
});

describe('tables', () => {
	it('are listed of all solutions, with the solution by name', async () => {
		const at = await recordAt();
		const items = await jsonAt(at, 'table getAll', all);
		expect(namesOf(items)).toEqual(['Tasks', 'Contacts', 'Deals', 'Archive', 'Everything']);
		const { solution, tables, url } = at.emulator;
		expect(items[0]).toEqual({
			name: 'Tasks',
			solution_id: solution.id,
			table_id: tables.tasks.id,
			solution: 'Demo Solution',
			url: `${url}/sv25cxf2/solution/${solution.id}/${tables.tasks.id}`,
			hidden: false,
		});
	});

	it('are listed of one solution, or up to a limit', async () => {
		const at = await recordAt();
		const solution = byId(at.emulator.solution.id);
		const items = await jsonAt(at, 'table getAll', { ...all, solution });
		expect(namesOf(items)).toEqual(['Tasks', 'Contacts']);
		expect(await jsonAt(at, 'table getAll', { limit: 1, solution })).toHaveLength(1);
	});

	it('are not listed of a solution that is not there', async () => {
		const at = await recordAt();
		const solution = byId('Demo Solution');
		const { message } = await shown(runAt(at, 'table getAll', { solution }));
		expect(message).toBe("'Solution' is not an ID: 'Demo Solution'");
	});

	it('tell of each field what may be written, in words', async () => {
		const at = await recordAt();
		const [item] = await jsonAt(at, 'table get', { table: byId(at.tableId) });
		expect(item).toMatchObject({ name: 'Everything', table_id: at.tableId, title_field: 'Title' });
		const fields = item?.fields as IDataObject[];
		const of = (slug: string) => fields.find((field) => field.slug === slug);
		expect(of('sselect001')).toEqual({
			label: 'Single Select',
			slug: 'sselect001',
			type: 'Single Select',
			required: false,
			writable: true,
			accepts: expect.any(String) as string,
			choices: ['Red', 'Green', 'Blue, dark'],
		});
		expect(of('slinked001')).toMatchObject({
			type: 'Linked Record',
			linked_table: 'Tasks',
			linked_table_id: at.emulator.tables.tasks.id,
		});
		expect(of('sformula01')).toMatchObject({ type: 'Formula', writable: false, accepts: null });
		expect(of('scode00001')).toMatchObject({ unique: true });
		expect(JSON.stringify(fields)).not.toContain('`');
	});

	it('tell two fields of one label apart, as items do, at the cost of one call', async () => {
		const at = await recordAt();
		const table = byId(at.emulator.tables.tasks.id);
		const [item] = await jsonAt(at, 'table get', { table });
		const labels = (item?.fields as IDataObject[]).map(({ label }) => label);
		expect(labels).toEqual(expect.arrayContaining(['Note (sdup000001)', 'Note (sdup000002)']));
		expect(callsTo(at, '/')).toEqual([`GET /applications/${table.value}/`]);
	});

	it('say so where they are not there', async () => {
		const at = await recordAt();
		const { message } = await shown(runAt(at, 'table get', { table: byId('gone') }));
		expect(message).toBe("SmartSuite has no table 'gone'");
	});
});

describe('members', () => {
	it('are listed with email, status and role', async () => {
		const at = await recordAt();
		const items = await jsonAt(at, 'member getAll', all);
		expect(items[0]).toEqual({
			name: 'Ada Lovelace',
			email: 'ada@example.com',
			status: 'active',
			role: 'administrator',
			member_id: '63a1f65723aaf6bcb564b1f1',
		});
		expect(items).toHaveLength(4);
		expect(await jsonAt(at, 'member getAll', { limit: 3 })).toHaveLength(3);
	});

	it('are listed with their teams where that is asked for', async () => {
		const at = await recordAt();
		const options = { includeTeams: 'yes' };
		const items = await jsonAt(at, 'member getAll', { ...all, options });
		expect(items.map(({ teams }) => teams)).toEqual([['Support'], ['Support'], [], []]);
		const failed = shown(runAt(at, 'member getAll', { options: { includeTeams: 'perhaps' } }));
		expect((await failed).message).toBe("'Include Teams' is neither true nor false: 'perhaps'");
	});

	it('who were removed are left out', async () => {
		const at = await recordAt();
		at.emulator.switches.formerMembers = 'listed';
		const items = await jsonAt(at, 'member getAll', all);
		const statuses = new Set(items.map(({ status }) => status));
		expect([...statuses].sort()).toEqual(['active', 'inactive', 'invited']);
	});
});

describe('views', () => {
	it('are listed with their type', async () => {
		const at = await recordAt();
		const items = await jsonAt(at, 'view getAll', all);
		expect(items).toEqual([
			{
				name: 'All Records',
				view_id: expect.stringMatching(/^[0-9a-f]{24}$/) as string,
				type: 'grid',
				private: false,
				table_id: at.tableId,
				solution_id: at.emulator.tables.everything.solution,
			},
			expect.objectContaining({ name: 'Open' }),
		]);
		expect(await jsonAt(at, 'view getAll', { limit: 1 })).toHaveLength(1);
	});
});

describe('a list that SmartSuite cannot give', () => {
	it.each([
		'solution getAll',
		'table getAll',
		'table get',
		'member getAll',
		'view getAll',
	] as const)('is asked for again, and told by item: %s', async (choice) => {
		const at = await recordAt();
		at.emulator.faults.next({}, { status: 503 });
		expect(await runAt(at, choice, all)).not.toEqual([]);
		at.emulator.faults.next({}, { status: 403, body: 'not allowed' }, Infinity);
		const [item] = await runAt(at, choice, all, { continueOnFail: true });
		expect(item).toMatchObject({
			json: { error: expect.stringMatching(/^SmartSuite does not allow access to/) as string },
			pairedItem: { item: 0 },
		});
	});
});
