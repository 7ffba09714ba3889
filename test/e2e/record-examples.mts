import { expect } from 'vitest';
import type { TableRecord } from '../emulator/types.mts';
import { importExample } from './example-workflows.mts';
import type { World } from './world.mts';

const DAY_MS = 86_400_000;

/** What the examples with records are to do, by file name. */
export const recordExamples: Record<string, (world: World, name: string) => Promise<void>> = {
	'overdue-digest.json': sendsWhatIsOverdue,
	'sync-status-both-ways.json': syncsWithoutLoop,
	'upsert-spreadsheet.json': writesWhatDiffers,
};

async function sendsWhatIsOverdue(world: World, name: string): Promise<void> {
	const { records, tables, members } = world.emulator;
	const add = (title: string, days: number, more: object = {}) =>
		records.create(tables.tasks.id, {
			title,
			due_date: { ...dueIn(days), ...more },
			assigned_to: members.slice(0, 2).map(({ id }) => id),
		});
	const late = add('Call the printer', -2);
	const later = add('Buy paper', -9);
	add('Is done', -3, { status_is_completed: true });
	add('Has time', 5);
	const example = await importExample(world, name);

	await example.run();

	const line = ({ id }: TableRecord, title: string, days: number) => ({
		title,
		due: dayIn(days),
		assigned_to: 'Ada Lovelace, Grace Hopper',
		url: expect.stringMatching(new RegExp(`/${id}$`)) as string,
	});
	const lines = [line(later, 'Buy paper', -9), line(late, 'Call the printer', -2)];
	expect(example.sent).toEqual([{ text: 'Overdue: 2', records: lines }]);
	// One is the search; fields and members are known for a day.
	expect(callsOf(example)).toBeLessThanOrEqual(3);
}

async function syncsWithoutLoop(world: World, name: string): Promise<void> {
	const { records, tables, calls } = world.emulator;
	const example = await importExample(world, name);
	await world.client.publish(example.id);
	const title = 'Call the printer';
	const { id } = records.create(tables.tasks.id, { title, status: 'backlog' });
	const change = (status: string) => records.update(tables.tasks.id, id, { status });
	const told = (status: string) => ({
		event_id: expect.any(String) as string,
		record_id: id,
		title,
		status,
	});
	const tell = (status: string) => postToWebhook(world, example.id, { title, status });
	const writes = () => calls.filter(({ method }) => method === 'PATCH').length;

	change('in_progress');
	await example.arrived(1);
	expect(example.sent).toEqual([told('In Progress')]);

	expect(await tell('In Progress')).toMatchObject({ record_id: id, operation: 'unchanged' });
	expect(writes()).toBe(0);

	expect(await tell('Complete')).toMatchObject({ record_id: id, operation: 'updated' });
	expect(writes()).toBe(1);

	change('backlog');
	await example.arrived(2);
	expect(example.sent).toEqual([told('In Progress'), told('Backlog')]);
	// SmartSuite has announced all three: the one by the workflow itself was ignored.
	expect(world.emulator.webhooks[0]?.events).toHaveLength(3);
}

/** What the other system gets for a message of its own to the production URL. */
async function postToWebhook({ n8n }: World, workflowId: string, message: object) {
	// Imported by command, the node has no id of its own, which its address would begin with.
	const node = encodeURIComponent(encodeURIComponent('status from your system'));
	const url = `${n8n.url}/webhook/${workflowId}/${node}/smartsuite-status`;
	const headers = { 'Content-Type': 'application/json' };
	const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(message) });
	return await answer.json();
}

async function writesWhatDiffers(world: World, name: string): Promise<void> {
	const { records, tables, members } = world.emulator;
	const [owner] = members;
	const rows = Array.from({ length: 1_000 }, (_, nth) => `Task ${nth}`);
	const isNew = (nth: number) => nth % 4 === 3;
	const isChanged = (nth: number) => nth % 4 === 1;
	rows.forEach((title, nth) => {
		if (isNew(nth)) return;
		const status = isChanged(nth) ? 'backlog' : 'complete';
		const fields = { title, status, assigned_to: [owner?.id], due_date: dueIn(1) };
		records.create(tables.tasks.id, fields);
	});
	const example = await importExample(world, name);
	const lines = rows.map((title) => `${title},${owner?.email[0]},Complete,${dayIn(1)}`);
	example.fillSpreadsheet(['Task,Owner,Status,Due', ...lines].join('\n'));

	const execution = await example.run();

	const [written] = execution?.runs['Write Records'] ?? [];
	const operations = written?.items.map(({ operation }) => operation);
	expect(operations).toEqual(
		rows.map((_, nth) => (isNew(nth) ? 'created' : isChanged(nth) ? 'updated' : 'unchanged')),
	);
	const calls = callsOf(example);
	expect(calls).toBeLessThanOrEqual(65);
	expect(written?.hints).toEqual([
		expect.stringMatching(/^1,000 items: (?=.*250 created)(?=.*250 updated)(?=.*500 unchanged)/),
	]);
	expect(written?.hints[0]).toContain(`, ${calls} API calls`);
}

/** Without those of a trigger that an example before had. */
function callsOf({ calls }: Pick<Awaited<ReturnType<typeof importExample>>, 'calls'>): number {
	const ofRecords = Object.entries(calls()).filter(([called]) => called.startsWith('/api/'));
	return ofRecords.reduce((sum, [, times]) => sum + times, 0);
}

/** A due date without a time, as SmartSuite stores it. */
function dueIn(days: number) {
	const date = `${dayIn(days)}T00:00:00Z`;
	return {
		from_date: { date: null, include_time: false },
		to_date: { date, include_time: false },
		is_overdue: days < 0,
		status_is_completed: false,
	};
}

function dayIn(days: number): string {
	return new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10);
}
