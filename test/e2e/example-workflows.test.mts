import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import type { WebhookState } from '../emulator/index.mts';
import { exampleNames, importExample } from './example-workflows.mts';
import { publishTrigger } from './published-trigger.mts';
import { recordExamples } from './record-examples.mts';
import { startWorld, type World } from './world.mts';

const DAY_MS = 86_400_000;
/** Nobody listens there; a ping to it fails at once. */
const ELSEWHERE = 'http://127.0.0.1:9/elsewhere';

let world: World;

beforeAll(async () => {
	world = await startWorld({ name: 'example-workflows' });
});

afterAll(() => world?.stop());

beforeEach(() => world.emulator.reset());

/** A webhook of somebody else, for which no payloads have been listed for so many days. */
function foreignWebhook(url: string | undefined, { idleDays = 0, solutionId = '' } = {}) {
	const { elsewhere, solution } = world.emulator;
	vi.useFakeTimers({ toFake: ['Date'], now: Date.now() - idleDays * DAY_MS });
	const webhook = elsewhere.createWebhook({
		solutionId: solutionId || solution.id,
		kinds: ['RECORD_CREATED'],
		filter: { solution: {} },
		url,
	});
	vi.useRealTimers();
	return webhook.id;
}

/** The webhooks for which payloads were listed within the last minutes. */
function kept(): string[] {
	const isKept = ({ expiresAt }: WebhookState) => expiresAt > Date.now() + 6.9 * DAY_MS;
	return world.emulator.webhooks.filter(isKept).map(({ id }) => id);
}

/** The events of the only webhook, oldest first. */
function storedEvents() {
	return (world.emulator.webhooks[0]?.events ?? []).map(({ event }) => event);
}

const scenarios: Record<string, (name: string) => Promise<void>> = {
	async 'backfill.json'(name) {
		const { records, tables } = world.emulator;
		const example = await importExample(world, name, foreignWebhook(undefined));
		for (let n = 0; n < 61; n++) records.create(tables.tasks.id, { title: `Task ${n}` });
		const [oldest, ...wanted] = storedEvents();
		if (oldest) oldest.event_at = new Date(Date.now() - 8 * DAY_MS).toISOString();

		await example.run();

		expect(example.sent).toMatchObject(wanted.map(({ event_id }) => ({ event_id })));
		// A page of all, and an empty one behind it; labels and names once.
		expect(example.calls()).toEqual({
			ListEvents: 2,
			[`/api/v1/applications/${tables.tasks.id}/`]: 1,
			'/api/v1/members/list/?offset=0&limit=1000': 1,
		});
	},

	async 'clean-up-webhooks.json'(name) {
		const used = await publishTrigger(world);
		const orphan = foreignWebhook(`${world.n8n.url}/webhook/no-such-workflow/webhook`);
		const foreign = foreignWebhook(ELSEWHERE);
		const paused = foreignWebhook(undefined);
		const example = await importExample(world, name);
		expect(world.emulator.webhooks.map(({ id }) => id)).toContain(orphan);

		await example.run();

		const left = world.emulator.webhooks.map(({ id }) => id);
		expect(left).toEqual([used.webhooks[0]?.id, foreign, paused]);
		expect(example.calls()).toMatchObject({ ListWebhooks: 1, DeleteWebhook: 1 });
	},

	async 'copy-new-records.json'(name) {
		const { records, tables } = world.emulator;
		const example = await importExample(world, name);
		await world.client.publish(example.id);

		const first = records.create(tables.tasks.id, { title: 'Call the printer' });
		records.create(tables.contacts.id, { title: 'In another table' });
		records.update(tables.tasks.id, first.id, { title: 'Call the printer again' });
		const second = records.create(tables.tasks.id, { title: 'Buy paper' });

		await example.arrived(2);
		const [one, other] = storedEvents().map(({ event_id, event_at }) => ({
			event_id,
			created_at: event_at,
		}));
		expect(example.sent).toEqual([
			{ ...one, id: first.id, title: 'Call the printer' },
			{ ...other, id: second.id, title: 'Buy paper' },
		]);
	},

	async 'keep-webhooks-alive.json'(name) {
		const solutionId = world.emulator.tables.deals.solution;
		const well = foreignWebhook(ELSEWHERE, { idleDays: 4 });
		const expiring = foreignWebhook(ELSEWHERE, { idleDays: 6 });
		const expired = foreignWebhook(ELSEWHERE, { idleDays: 8 });
		const paused = foreignWebhook(undefined, { idleDays: 1 });
		const ofAnother = foreignWebhook(ELSEWHERE, { idleDays: 8, solutionId });
		const example = await importExample(world, name);

		await example.run();

		const reported = [
			{ webhook_id: expiring, was: 'active', days_were_left: 0, alive: true, url: ELSEWHERE },
			{ webhook_id: expired, was: 'expired', days_were_left: null, alive: true },
			{ webhook_id: paused, was: 'paused', days_were_left: 5, alive: false, url: null },
			{ webhook_id: ofAnother, was: 'expired', alive: true, solution_id: solutionId },
		];
		expect(example.sent).toMatchObject([{ webhooks: reported }]);
		expect(kept()).toEqual([well, expiring, expired, paused, ofAnother]);
		// One, one a solution, and two and one a webhook for each solution that has some.
		expect(example.calls()).toMatchObject({
			'/api/v1/solutions/': 1,
			ListWebhooks: 3 + 2 * 2,
			ListEvents: 5,
		});
		expect(world.emulator.calls.filter(({ status }) => status === 429)).toEqual([]);
	},

	async 'react-to-changed-status.json'(name) {
		const { records, tables } = world.emulator;
		const example = await importExample(world, name);
		await world.client.publish(example.id);

		const task = { title: 'Call the printer', status: 'backlog' };
		const { id } = records.create(tables.tasks.id, task);
		const change = (fields: object) => records.update(tables.tasks.id, id, { ...fields });
		change({ title: 'Call the new printer' });
		change({ status: 'in_progress' });
		change({ status: 'complete' });
		change({ title: 'Call the old printer' });

		await example.arrived(1);
		const text = 'Call the new printer is complete. Before, its status was In Progress.';
		expect(example.sent).toEqual([{ text, record_id: id }]);
	},

	// After the backfill, which is the first to ask for labels and names.
	...Object.fromEntries(
		Object.entries(recordExamples).map(([file, run]) => [file, (name) => run(world, name)]),
	),
};

it('has a scenario for each example', async () => {
	expect(Object.keys(scenarios).sort()).toEqual(await exampleNames());
});

it.each(Object.entries(scenarios))('does what its notes say: %s', (name, scenario) =>
	scenario(name),
);

it('keeps the other webhooks alive where a solution cannot be read, and says so', async () => {
	const { faults, solution, tables } = world.emulator;
	foreignWebhook(ELSEWHERE, { idleDays: 8 });
	const other = foreignWebhook(ELSEWHERE, { idleDays: 8, solutionId: tables.deals.solution });
	const example = await importExample(world, 'keep-webhooks-alive.json');
	faults.next({ rpc: 'ListWebhooks' }, { status: 403, body: { code: 'permission_denied' } });

	await example.run();

	const error = `SmartSuite does not allow access to solution '${solution.id}'`;
	expect(kept()).toEqual([other]);
	expect(example.sent).toContainEqual({ webhooks: [{ error }] });
	expect(example.sent).toContainEqual({
		webhooks: [expect.objectContaining({ webhook_id: other, was: 'expired', alive: true })],
	});
});
