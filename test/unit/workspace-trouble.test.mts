import { describe, expect, it, vi } from 'vitest';

import { parseEvent } from '../../nodes/SmartSuite/api/event.ts';
import * as documented from './documented.mts';
import { byLabel } from './event-views.mts';
import { fakeContext, networkFailure, ok, status } from './fake-context.mts';
import type { Reaction, Situation } from './fake-context.mts';
import { fakeTime } from './fake-time.mts';

fakeTime();

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const table = (label: string): Reaction =>
	ok({ ...documented.table(), structure: [{ slug: 'title', label }] });

let tables = 0;

/** A table that answers so until told otherwise, and what it makes of a record's title. */
function reader(answer: Reaction, situation?: Situation) {
	const current = { answer };
	const tableId = `table in trouble ${++tables}`;
	const fake = fakeContext(() => current.answer, situation);
	const label = async (withinMs = 2_000) => {
		const locator = { application_id: tableId };
		const event = parseEvent({ record_event_data: { locator, data: { title: 1 } } });
		const items = byLabel(fake, [event]);
		// So that it may be waited for later.
		items.catch(() => {});
		await vi.advanceTimersByTimeAsync(withinMs);
		const [item] = await items;
		return Object.keys(item?.record as object)[0];
	};
	return { ...fake, current, label, tableId, calls: () => fake.sent.map(({ at }) => at) };
}

const passing: Array<[string, Reaction]> = [
	['400', status(400, 'no')],
	['404 of another host', status(404, { code: 'bad_route' })],
	['a redirect', status(302)],
	['500', status(500)],
	['503', status(503)],
	['a web page', ok('<html></html>')],
	['a network failure', networkFailure('ECONNRESET')],
];

describe('labels that cannot be read', () => {
	it.each(passing)('are slugs for a minute after two tries: %s', async (_, answer) => {
		const { current, label, calls } = reader(answer);
		expect([await label(), calls()]).toEqual(['title', [0, 2_000]]);
		await vi.advanceTimersByTimeAsync(MINUTE - 1);
		current.answer = table('Task');
		expect([await label(), calls().length]).toEqual(['title', 2]);
		expect([await label(), calls().length]).toEqual(['Task', 3]);
	});

	it.each(passing)('are there after the second try: %s', async (_, answer) => {
		const { current, label, calls, logged } = reader(answer);
		setTimeout(() => {
			current.answer = table('Task');
		}, 1_999);
		expect([await label(), calls()]).toEqual(['Task', [0, 2_000]]);
		expect(logged).toEqual([]);
	});

	it('wait where SmartSuite throttles, as the events do', async () => {
		const { current, label, calls, logged } = reader(status(429));
		setTimeout(() => {
			current.answer = table('Task');
		}, 29_999);
		expect([await label(30_000), calls()]).toEqual(['Task', [0, 30_000]]);
		expect(logged).toEqual([]);
	});

	it('are slugs for a minute where SmartSuite throttles on and on', async () => {
		const { current, label, calls } = reader(status(429));
		const slugged = [await label(2 * MINUTE), calls()];
		expect(slugged).toEqual(['title', [0, 30_000, 60_000, 90_000, 120_000]]);
		current.answer = table('Task');
		await vi.advanceTimersByTimeAsync(MINUTE - 1);
		expect([await label(), calls().length]).toEqual(['title', 5]);
		expect([await label(), calls().length]).toEqual(['Task', 6]);
	});

	it.each([...passing, ['403', status(403)], ['404', status(404)]] as typeof passing)(
		'are those known before, however old: %s',
		async (_, answer) => {
			const { current, label } = reader(table('Task'));
			expect(await label()).toBe('Task');
			await vi.advanceTimersByTimeAsync(10 * DAY);
			current.answer = answer;
			expect(await label()).toBe('Task');
			expect(await label()).toBe('Task');
			await vi.advanceTimersByTimeAsync(HOUR);
			current.answer = table('To do');
			expect(await label()).toBe('To do');
		},
	);

	it('are told in one line of the log for each reading that failed', async () => {
		const { label, logged, tableId } = reader(status(500, 'boom'));
		await label();
		await label();
		const why =
			'SmartSuite could not answer (HTTP 500). This usually passes: try again in a few minutes, or see status.smartsuite.com. SmartSuite says: boom';
		const line = `SmartSuite cannot read the fields of table '${tableId}', so items have slugs and raw values: ${why} (workflow workflow 1)`;
		expect(logged).toEqual([line]);
		await vi.advanceTimersByTimeAsync(MINUTE);
		await label();
		expect(logged).toEqual([line, line]);
	});

	it('are told to be the ones known before, by the trigger in its own name', async () => {
		const { current, label, logged, tableId } = reader(table('Task'), { isServing: true });
		await label();
		await vi.advanceTimersByTimeAsync(DAY);
		current.answer = status(403);
		await label();
		expect(logged).toEqual([
			expect.stringContaining(
				`SmartSuite Trigger cannot read the fields of table '${tableId}', so items have what was known before: SmartSuite does not allow access`,
			),
		]);
		expect(logged[0]).toContain('ask an administrator of the solution for access');
	});

	it('are no reason to go on where the credential is refused', async () => {
		const { label, calls } = reader(status(401));
		await expect(label()).rejects.toMatchObject({ kind: 'credential' });
		expect(calls()).toEqual([0]);
	});

	it('are no reason to go on where the credential is incomplete', async () => {
		const { label } = reader(table('Task'), { credential: { apiToken: '' } });
		await expect(label()).rejects.toThrow('has no API Token');
	});

	it('are no reason to go on in an execution that was stopped', async () => {
		const stop = new AbortController();
		const { label, calls, logged } = reader(status(500), { signal: stop.signal });
		setTimeout(() => stop.abort(), 1_000);
		await expect(label()).rejects.toThrow('The execution was stopped');
		expect([calls(), logged]).toEqual([[0], []]);
	});
});
