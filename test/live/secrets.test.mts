import { expect, it } from 'vitest';
import { PARTS } from '../../scripts/verify-live/limits.mts';
import { reportOf } from '../../scripts/verify-live/report.mts';
import { shapeOf } from '../../scripts/verify-live/shape.mts';
import type { Emulator, Switches } from '../emulator/index.mts';
import { run, titlesIn, willing, withEmulator } from './world.mts';

const ABOUT = { version: '0.1.0', date: new Date() };

/** Everything of the account that a report could give away. */
async function secretsOf(emulator: Emulator): Promise<string[]> {
	const { token, accountId, members, solutions, tables, webhooks, url } = emulator;
	const bodies = emulator.calls.map(({ requestBody }) => JSON.stringify(requestBody) ?? '');
	const ids = bodies.flatMap((body) => body.match(/[0-9a-f]{24}|[0-9a-f-]{36}/g) ?? []);
	return [
		token,
		accountId,
		url,
		'n8n-nodes-smartsuite-verify-live',
		...members.flatMap(({ id, full_name, email }) => [id, ...email, full_name.last_name]),
		...solutions.flatMap(({ id, name, slug }) => [id, name, slug]),
		...Object.values(tables).flatMap(({ id, name, slug }) => [id, name, slug]),
		...webhooks.map(({ id }) => id),
		...(await titlesIn(emulator)).map(String),
		...ids,
	];
}

async function expectNoSecret(
	switches: Partial<Switches>,
	prepare: (emulator: Emulator) => void,
): Promise<void> {
	await withEmulator(switches, async (emulator) => {
		emulator.records.create(emulator.tables.tasks.id, { title: 'A private matter' });
		prepare(emulator);
		const told: string[] = [];
		const person = willing(emulator, { tell: (text) => told.push(text) });
		const report = reportOf(await run(emulator, { person, parts: PARTS }), ABOUT);
		const ofThePlan = ['n8n-nodes-smartsuite-verify-live', 'Tasks', emulator.solution.name];
		const secrets = await secretsOf(emulator);
		expect(secrets).toContain('A private matter');
		expect(secrets.filter((secret) => report.includes(secret))).toEqual([]);
		const inOutput = secrets.filter((secret) => told.join('\n').includes(secret));
		expect(inOutput.filter((secret) => !ofThePlan.includes(secret))).toEqual([]);
	});
}

it.concurrent('neither report nor output gives away anything of the account', async () => {
	await expectNoSecret({ unknownExtras: true }, () => {});
});

it.concurrent('nor do they where SmartSuite quotes it in its errors', async () => {
	await expectNoSecret({ plainTextErrors: true }, ({ faults, token, accountId, members }) => {
		const said = { [token]: accountId, detail: members[0]?.email[0] };
		for (const rpc of ['UpdateWebhook', 'GetWebhook', 'ListEvents']) {
			faults.next({ rpc }, { status: 500, body: { ...said, msg: `${token} is not yours` } });
		}
	});
});

it('shows keys and types, of records only what every table has', () => {
	const event = {
		kind: 'RECORD_UPDATED',
		event_id: '2f7cc6e0-b709-4b04-964a-3706c89c78e3.994',
		event_at: '2023-06-21T21:14:06.263Z',
		record_event_data: {
			data: {
				title: 'RECORD_CREATED',
				our_secret_field: 'text',
				s1a2b3c4d5: 12,
				last_updated: { on: '2023-06-21T21:14:06Z', by: '63a1f65723aaf6bcb564b1f1' },
			},
			previous: {},
		},
		'63a1f65723aaf6bcb564b1f1': null,
	};
	const record = { id: '1', application_slug: 'tasks', title: 'RECORD_CREATED', salary: 12 };
	expect(shapeOf({ items: [record] })).toEqual({
		items: [{ id: 'digits', application_slug: 'text', title: 'text', '<1 more>': 'number' }],
	});
	expect(shapeOf(event)).toEqual({
		kind: 'RECORD_UPDATED',
		event_id: 'uuid.digits',
		event_at: 'date with fractions of a second',
		record_event_data: {
			data: {
				title: 'text',
				last_updated: { on: 'date', by: '24 hex digits' },
				'<2 more>': 'number, text',
			},
			previous: {},
		},
		'<1 more>': 'null',
	});
});
