import type { IDataObject } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';

import type { Fault } from '../emulator/index.mts';
import { fastForward } from './fast-forward.mts';
import { callsIn, jsonOf, ofRecord } from './records.mts';
import { shown } from './shown.mts';
import { emulate } from './world.mts';

const HTML: Fault = { status: 200, body: '<html>Sign in</html>', contentType: 'text/html' };
const PASSING: Fault[] = [409, 500, 502, 503].map((status) => ({ status }));
const TOOK_EFFECT: Fault[] = ['hang-after', 'reset-after', 'truncate', 'empty'];
const REFUSED: Fault[] = [400, 403, 404, 422].map((status) => ({
	status,
	body: { detail: 'No.' },
}));

const three = { options: { batchSize: 3 } };

/** Creates tasks of which the calls from `chunk` on meet the fault. */
async function creating(
	howMany: number,
	fault: Fault,
	{ chunk = 1, continueOnFail = false, times = 1 } = {},
) {
	const emulator = await emulate();
	const { tasks } = emulator.tables;
	const path = `/api/v1/applications/${tasks.id}/records/${howMany === 1 ? '' : 'bulk/'}`;
	for (let nth = 1; nth < chunk; nth++) emulator.faults.next({ path }, { delayMs: 0 });
	emulator.faults.next({ path }, fault, times);
	const input = Array.from({ length: howMany }, (_, nth) => ({ Title: `New ${nth}` }));
	const parameters = ofRecord('create', tasks.id, { json: '={{ $json }}', ...three });
	const run = fastForward(() => jsonOf(emulator, parameters, { input, continueOnFail }));
	const titles = async () => {
		emulator.faults.clear();
		const all = await fastForward(() =>
			jsonOf(emulator, ofRecord('getAll', tasks.id, { returnAll: true })),
		);
		return all.map(({ Title }) => Title as string).filter((title) => title.startsWith('New'));
	};
	const posts = () => callsIn(emulator).filter((call) => /POST .*records\/(bulk\/)?$/.test(call));
	return { emulator, tasks, run, titles, posts };
}

const firstTitles = (howMany: number) => Array.from({ length: howMany }, (_, nth) => `New ${nth}`);

describe('Record > Create, where a call fails', () => {
	it.each(
		[...PASSING, ...TOOK_EFFECT].flatMap((fault) =>
			[1, 6].flatMap((howMany) => [1, 2].map((chunk) => ({ fault, howMany, chunk }))),
		),
	)('makes each record once: %j', async ({ fault, howMany, chunk }) => {
		const { run, titles } = await creating(howMany, fault, { chunk });
		expect((await run).map(({ Title }) => Title)).toEqual(firstTitles(howMany));
		expect((await titles()).sort()).toEqual(firstTitles(howMany));
	});

	it.each(REFUSED)(
		'stops at a refusal, with the item and what was made before: %j',
		async (fault) => {
			const { run, titles } = await creating(6, fault, { chunk: 2 });
			const { context, description } = await shown(run);
			expect(context).toMatchObject({ itemIndex: 3 });
			expect(description).toContain('3 records were created before. 3 items failed');
			expect(await titles()).toEqual(firstTitles(3));
		},
	);

	it.each([...REFUSED, 'hang' as Fault, HTML])(
		'gives each item its record or an error where it goes on: %j',
		async (fault) => {
			const { run, titles } = await creating(6, fault, { continueOnFail: true });
			const items = await run;
			const made = items.flatMap(({ Title }) => (Title === undefined ? [] : [Title]));
			expect(items).toHaveLength(6);
			expect(
				items.every(({ Title, error }) => (Title === undefined) === (error !== undefined)),
			).toBe(true);
			expect((await titles()).sort()).toEqual(made);
		},
	);

	it.each(['hang' as Fault, HTML])('says once that the record is not there: %j', async (fault) => {
		const { run } = await creating(3, fault);
		const { description } = await shown(run);
		expect(description?.match(/was not in the table/g)).toHaveLength(1);
	});

	it.each([...PASSING, 'hang-after' as Fault])(
		'sends nothing again as long as nobody knows whether it was made: %j',
		async (fault) => {
			const { emulator, tasks, run, posts } = await creating(3, fault);
			const list = `/api/v1/applications/${tasks.id}/records/list/`;
			emulator.faults.next({ path: list }, { status: 503 }, Infinity);
			const { description } = await shown(run);
			expect(description).toMatch(/^Whether SmartSuite has the record now is not known/);
			expect(posts()).toHaveLength(1);
		},
	);

	it('sends a batch that SmartSuite cannot digest in halves, each record once', async () => {
		const { run, titles } = await creating(6, { status: 500 }, { times: Infinity });
		expect((await run).map(({ Title }) => Title)).toEqual(firstTitles(6));
		expect((await titles()).sort()).toEqual(firstTitles(6));
	});

	it('names the table in an error that says what is not there', async () => {
		const { run, tasks } = await creating(1, { status: 404, body: { detail: 'Not found.' } });
		expect((await shown(run)).message).toBe(`SmartSuite has no table '${tasks.id}'`);
	});
});

/** Six tasks and what one operation gives for them, with a fault in its second batch. */
async function writing(operation: string, fault: Fault, continueOnFail: boolean) {
	const emulator = await emulate();
	const { tasks } = emulator.tables;
	const input = Array.from({ length: 6 }, (_, nth): IDataObject => {
		const title = `Old ${nth}`;
		return { id: emulator.records.create(tasks.id, { title }).id, Title: title, Company: nth };
	});
	const path = `/api/v1/applications/${tasks.id}/records/bulk`;
	emulator.faults.next({ path }, { delayMs: 0 });
	emulator.faults.next({ path }, fault);
	const parameters = ofRecord(operation, tasks.id, {
		record: '={{ $json.id }}',
		json: '={{ ({ Title: $json.Title, Estimate: $json.Company + 1 }) }}',
		matchFields: ['Title'],
		...three,
	});
	const run = fastForward(() => jsonOf(emulator, parameters, { input, continueOnFail }));
	return { emulator, run };
}

describe.each(['update', 'upsert', 'delete'])('Record > %s, where a call fails', (operation) => {
	it.each(REFUSED)('names the item and what was written before: %j', async (fault) => {
		const { run } = await writing(operation, fault, false);
		const { context, description } = await shown(run);
		expect(context).toMatchObject({ itemIndex: 3 });
		expect(description).toMatch(/3 records were (updated|written|deleted) before/);
	});

	it.each([...PASSING, ...TOOK_EFFECT, ...REFUSED, { status: 500 } as Fault])(
		'gives each item its result where it goes on: %j',
		async (fault) => {
			const { run } = await writing(operation, fault, true);
			const items = await run;
			expect(items).toHaveLength(6);
			expect(items.slice(0, 3).every(({ error }) => error === undefined)).toBe(true);
		},
	);
});

it('does not try each record by itself while SmartSuite is down', async () => {
	const emulator = await emulate();
	const { tasks } = emulator.tables;
	const input = Array.from({ length: 24 }, (_, nth) => ({
		id: emulator.records.create(tasks.id, { title: `Old ${nth}` }).id,
	}));
	const path = `/api/v1/applications/${tasks.id}/records/`;
	emulator.faults.next({ path }, { status: 500 }, Infinity);
	const parameters = ofRecord('update', tasks.id, {
		record: '={{ $json.id }}',
		json: { Title: 'New' },
	});
	const items = await jsonOf(emulator, parameters, { input, continueOnFail: true });
	expect(items.every(({ error }) => error === 'SmartSuite could not answer (HTTP 500)')).toBe(true);
	expect(callsIn(emulator).filter((call) => call.startsWith('PATCH')).length).toBeLessThan(10);
});
