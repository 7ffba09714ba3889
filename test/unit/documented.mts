import type { IDataObject } from 'n8n-workflow';

/**
 * The example responses of SmartSuite's documents, verbatim, as collected in docs/internals/smartsuite.md. Each
 * is a function, so that no test sees what another one did to it.
 */

/** One webhook of ListWebhooks (section 1.4); CreateWebhook gives it wrapped (section 1.2). */
export const webhook = () => ({
	webhook_id: '3c8a1835-a39a-43ba-ba9c-6fbce5581e34',
	locator: { account_id: 'WORKSPACE_ID', solution_id: '641b70cb0d94c969a49983aa' },
	filter: { solution: {} },
	kinds: ['RECORD_CREATED'],
	created_at: { by: 'Peter Novosel', at: '2023-06-20T14:26:47.192Z' },
	updated_at: { by: 'Peter Novosel', at: '2023-06-20T14:26:47.192Z' },
	notification_status: { enabled: { url: 'https://sswebhooks.requestcatcher.com/' } },
	system_status: { enabled: { expires_at: '2023-11-02T14:21:43Z' } },
});

/** CreateWebhook (section 1.2). */
export const createWebhookAnswer = () => ({ webhook: webhook() });

/** ListWebhooks (section 1.4). */
export const listWebhooksAnswer = () => ({ webhooks: [webhook()] });

/** The record in the event of ListEvents (section 1.7). */
export const record = () => ({
	last_updated: { on: '2023-06-21T21:14:06.247000Z', by: '63a1f65723aaf6bcb564b1f1' },
	due_date: {
		is_overdue: false,
		status_updated_on: '2023-06-21T21:14:06.248000Z',
		from_date: { date: null, include_time: false },
		to_date: { date: null, include_time: false },
		status_is_completed: false,
	},
	description: {
		data: { type: 'doc', content: [] },
		preview: '',
		html: '<div class="rendered">\n    \n</div>',
	},
	deleted_by: null,
	title: 'test',
	priority: '',
	application_id: '63b87cad645b3949631b55c1',
	followed_by: [],
	application_slug: 'ssb9kaxn',
	deleted_date: { date: null, include_time: false },
	comments_count: 0,
	autonumber: 2,
	ranking: { default: 'aagckvkhyq' },
	id: '6493681eba09b400816eb754',
	first_created: { on: '2023-06-21T21:14:06.247000Z', by: '63a1f65723aaf6bcb564b1f1' },
	assigned_to: [],
	status: { updated_on: '2023-06-21T21:14:06.248000Z', value: 'backlog' },
});

/** One event of ListEvents (section 1.7). */
export const event = () => ({
	webhook_id: '2f7cc6e0-b709-4b04-964a-3706c89c78e3',
	locator: { account_id: 'WORKSPACE_ID', solution_id: '63b87cad645b3949631b55bf' },
	event_id: '2f7cc6e0-b709-4b04-964a-3706c89c78e3.994',
	kind: 'RECORD_CREATED',
	event_at: '2023-06-21T21:14:06.263Z',
	record_event_data: {
		record_id: '6493681eba09b400816eb754',
		locator: {
			account_id: 'WORKSPACE_ID',
			solution_id: '63b87cad645b3949631b55bf',
			application_id: '63b87cad645b3949631b55c1',
		},
		data: record(),
		previous: {},
	},
	ctx: {
		change_id: 'ba1ffa93-0c51-48ab-aff2-64d9128d6c35',
		change_size: 1,
		batch_id: '65832e55206fdfd247b84abd',
		batch_size: 1,
		source: 'UNKNOWN',
		handler: 'INTERACTIVE',
	},
});

/** ListEvents (section 1.7). */
export const listEventsAnswer = () => ({ events: [event()], next_page_token: '8991625' });

/** A ping (Webhooks Overview, "Example Webhook Payload"). */
export const ping = () => ({
	webhookId: 'f0bd5e90-02bb-4017-9294-f885e3e94559',
	locator: { accountId: 'snbvtl79', solutionId: '63b87cad645b3949631b55bf' },
});

/** A solution object (section 3.1). */
export const solution = () => ({
	name: 'Untitled Solution 1',
	slug: 's61az3ub',
	logo_color: '#0C41F3',
	logo_icon: 'calendar',
	description: { data: {}, html: '', preview: '' },
	permissions: {
		level: 'all_members',
		members: [],
		teams: [],
		owners: ['63a1f65723aaf6bcb564b1f1'],
	},
	hidden: false,
	created: '2023-05-05T21:11:14.165000Z',
	created_by: '63a1f65723aaf6bcb564b1f1',
	updated: '2023-05-05T21:11:14.165000Z',
	updated_by: '63a1f65723aaf6bcb564b1f1',
	has_demo_data: false,
	status: 'in_development',
	automation_count: 0,
	records_count: 0,
	members_count: 7,
	sharing_hash: 'kmvtUH5B66',
	sharing_password: null,
	sharing_enabled: false,
	sharing_allow_copy: false,
	applications_count: 1,
	last_access: '2023-05-15T16:04:45.652000Z',
	id: '645570f23f026ab0fbd0f60c',
	delete_date: null,
	deleted_by: null,
	template: null,
});

/** A table object (section 3.3). */
export const table = () => ({
	id: '63a1f65623aaf6bcb564b00b',
	name: 'Teams',
	solution: '63a1f65523aaf6bcb564b00a',
	slug: 'teams',
	status: 'active',
	structure: [{ slug: 'name', label: 'Name', field_type: 'textfield', params: {} }],
	primary_field: 'name',
	order: 100,
	structure_layout: null,
	show_all_reports_members: [],
	fields_metadata: {},
	permissions: { level: 'all_members', members: [], teams: [] },
	field_permissions: [],
	first_created: { by: '63a1f65723aaf6bcb564b1f1', on: '2022-12-20T17:52:22.646000Z' },
	settings: { emails: false, meeting_notes: false, call_log: false },
});

/** A member list (section 3.4, whose example names the keys; the values are made up). */
export const memberList = () => ({
	items: [
		{
			id: '63a1f65723aaf6bcb564b1f1',
			full_name: {
				title: '1',
				first_name: 'Peter',
				middle_name: '',
				last_name: 'Novosel',
				sys_root: 'Peter Novosel',
			},
			email: ['peter@example.com'],
			status: { value: '1', updated_on: '2022-12-20T17:52:22.646000Z' },
			role: '1',
		},
	],
	total: 1,
	offset: 0,
	limit: 1_000,
	time: '2026-11-23T12:00:00Z',
});

/** The documented event with another record and what it was before. */
export function eventWith(data: unknown, previous: unknown = {}): IDataObject {
	const documented = event();
	const record_event_data = { ...documented.record_event_data, data, previous };
	return { ...documented, record_event_data } as IDataObject;
}
