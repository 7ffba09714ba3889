import type { Field, JsonObject, Member, Solution, Table, Team } from '../types.mts';
import { everythingFields, everythingRecords } from './everything.mts';
import { contactFields, dealFields, field, systemFields, taskFields } from './fields.mts';

/** The workspace as it stands at the start: three solutions, five tables, four members, a team. */
export interface Workspace {
	solutions: Solution[];
	tables: Table[];
	members: Member[];
	teams: Team[];
	/** Values of the first records, by table id. */
	records: Record<string, JsonObject[]>;
}

const SEEDED_AT = '2026-01-05T09:00:00.000000Z';

const MEMBER_IDS = {
	ada: '63a1f65723aaf6bcb564b1f1',
	grace: '5dd812b9d8b7863532d3ddd2',
	alan: '5e6ec7dadc8a90f33bcb02c9',
	guest: '5ec1df770a8617c27a73e3c3',
};

/** A fresh copy; the first member owns the API token, the second one works by hand. */
export function seedWorkspace(): Workspace {
	const demo = solution('63b87cad645b3949631b55bf', 'Demo Solution', 's61az3ub');
	const sales = solution('641b70cb0d94c969a49983aa', 'Sales Pipeline', 'sk27wq9f');
	const hidden = {
		...solution('645570f23f026ab0fbd0f60c', 'Old Archive', 'sx0old11'),
		hidden: true,
	};
	const tasks = table('63b87cad645b3949631b55c1', 'Tasks', 'ssb9kaxn', demo, taskFields());
	const contacts = table('63b87cad645b3949631b55c2', 'Contacts', 'ssc0ntac', demo, contactFields());
	const deals = table('641b70cb0d94c969a49983ab', 'Deals', 'ssdea1sx', sales, dealFields());
	const archive = table('645570f23f026ab0fbd0f60d', 'Archive', 'ssarch1v', hidden, []);
	const everything = table(
		'641b70cb0d94c969a49983ac',
		'Everything',
		'sseveryt',
		sales,
		everythingFields(),
	);
	return {
		solutions: [demo, sales, hidden],
		tables: [tasks, contacts, deals, archive, everything],
		members: [
			member(MEMBER_IDS.ada, 'Ada', 'Lovelace', '1'),
			member(MEMBER_IDS.grace, 'Grace', 'Hopper', '3'),
			member(MEMBER_IDS.alan, 'Alan', 'Turing', '3'),
			member(MEMBER_IDS.guest, 'Guy', 'Guest', '5'),
		],
		teams: [
			{
				id: '64f5b2c1e0a1b2c3d4e5f601',
				name: 'Support',
				description: '',
				members: [MEMBER_IDS.ada, MEMBER_IDS.grace],
				owners: [MEMBER_IDS.ada],
			},
		],
		records: firstRecords(tasks, contacts, deals, everything),
	};
}

/** Values of the records that are there at the start, by table id. */
function firstRecords(
	tasks: Table,
	contacts: Table,
	deals: Table,
	everything: Table,
): Workspace['records'] {
	return {
		[tasks.id]: [
			{ title: 'Write the announcement', status: 'in_progress', priority: 'Qx3uC' },
			{ title: 'Order new laptops', assigned_to: [MEMBER_IDS.grace] },
			{ title: 'Plan the summer party', sdup000001: 'outdoors', sdup000002: 'ask for a band' },
		],
		[contacts.id]: [
			{ title: 'Jane Doe', semail0001: ['jane@example.com'], scompany01: 'Example Ltd' },
			{ title: 'John Roe', semail0001: ['john@example.org'] },
		],
		[deals.id]: [{ title: 'Example Ltd, renewal', samount001: '1200' }],
		[everything.id]: everythingRecords(MEMBER_IDS.grace),
	};
}

/** The solution object of docs/internals/smartsuite.md 3.1. */
function solution(id: string, name: string, slug: string): Solution {
	return {
		name,
		slug,
		logo_color: '#0C41F3',
		logo_icon: 'calendar',
		description: { data: {}, html: '', preview: '' },
		permissions: { level: 'all_members', members: [], teams: [], owners: [MEMBER_IDS.ada] },
		hidden: false,
		created: SEEDED_AT,
		created_by: MEMBER_IDS.ada,
		updated: SEEDED_AT,
		updated_by: MEMBER_IDS.ada,
		has_demo_data: false,
		status: 'in_development',
		automation_count: 0,
		records_count: 0,
		members_count: 4,
		sharing_hash: null,
		sharing_password: null,
		sharing_enabled: false,
		sharing_allow_copy: false,
		applications_count: 1,
		last_access: SEEDED_AT,
		id,
		delete_date: null,
		deleted_by: null,
		template: null,
	};
}

/** The table object of docs/internals/smartsuite.md 3.3. */
function table(id: string, name: string, slug: string, owner: Solution, own: Field[]): Table {
	return {
		id,
		name,
		solution: owner.id,
		slug,
		status: 'active',
		structure: [
			field('title', 'Title', 'recordtitlefield', { primary: true }),
			...own,
			...systemFields(),
		],
		primary_field: 'title',
		order: 100,
		structure_layout: null,
		show_all_reports_members: [],
		fields_metadata: {},
		permissions: { level: 'all_members', members: [], teams: [] },
		field_permissions: [],
		first_created: { by: MEMBER_IDS.ada, on: SEEDED_AT },
		settings: { emails: false, meeting_notes: false, call_log: false },
	};
}

/** The member object of docs/internals/smartsuite.md 3.4. */
function member(id: string, first_name: string, last_name: string, role: string): Member {
	return {
		id,
		full_name: { title: '', first_name, last_name, sys_root: `${first_name} ${last_name}` },
		email: [`${first_name.toLowerCase()}@example.com`],
		status: { value: '1', updated_on: SEEDED_AT },
		role,
		type: '1',
		timezone: 'Europe/London',
	};
}
