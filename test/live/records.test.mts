import { expect, it } from 'vitest';
import { RECORD_CHECK_IDS } from '../../scripts/verify-live/catalog/index.mts';
import type { Emulator } from '../emulator/index.mts';
import { everything, run, runRecords, willing, withEmulator } from './world.mts';

const fieldOf = ({ tables }: Emulator, slug: string) => {
	const field = tables.everything.structure.find((one) => one.slug === slug);
	if (!field) throw new Error(`There is no field ${slug}`);
	return field;
};

/** All that was sent, as text. */
const sentTo = ({ calls }: Emulator) => calls.map(({ requestBody }) => JSON.stringify(requestBody));

it('answers every question about records where the table has a field of each type', async () => {
	await withEmulator({}, async (emulator) => {
		const { findings, calls } = await runRecords(emulator);
		const open = findings.unanswered.map(({ id }) => id);
		expect(RECORD_CHECK_IDS.filter((id) => open.includes(id))).toEqual([]);
		const others = findings.unanswered.filter(({ reason }) => reason !== 'left out by --only');
		expect(others).toEqual([]);
		expect(findings.with('copes').concat(findings.with('matters'))).toEqual([]);
		expect(calls).toBeLessThan(55);
	});
});

it('asks about both, each within its own number of calls', async () => {
	await withEmulator({}, async (emulator) => {
		const told: string[] = [];
		const person = willing(emulator, { tell: (text) => told.push(text) });
		const parts = ['webhooks', 'records'] as const;
		const { findings, calls } = await run(emulator, { person, parts });
		expect(findings.troubles).toEqual([]);
		expect(calls).toBeLessThan(2 * 60);
		expect(findings.of('toggle-on')?.outcome).toBe('on');
		expect(findings.of('bulk-atomic')?.outcome).toBe('yes');
		expect(told[0]).toContain('make fewer than 60 calls for each of the two');
		expect(told[0]).toContain('in less than five minutes');
		expect(told[0]).toContain('create up to six records in the table "Tasks"');
	});
});

it('leaves questions open whose type of field the table lacks, and says so', async () => {
	await withEmulator({}, async (emulator) => {
		const { findings, left } = await run(emulator, { parts: ['records'] });
		expect({ troubles: findings.troubles, left }).toEqual({ troubles: [], left: [] });
		const reasonOf = (id: string) => findings.unanswered.find((one) => one.id === id)?.reason;
		expect(reasonOf('link-protocol')).toBe('the table has no field of the type Link that fits');
		expect(reasonOf('midnight')).toContain('the type Date that fits');
		expect(findings.of('status-text')?.outcome).toBe('taken');
		expect(findings.of('text-case')?.outcome).toBe('alike');
	});
});

it('writes no unknown choice where it would be added to the field', async () => {
	await withEmulator({}, async (emulator) => {
		Object.assign(fieldOf(emulator, 'sselect001').params, { new_choices_allowed: true });
		const { findings } = await runRecords(emulator);
		expect(findings.of('unknown-choice')).toBeUndefined();
		expect(sentTo(emulator).join()).not.toContain('no such choice');
	});
});

it('writes no field that is hidden, unique or the system’s own', async () => {
	await withEmulator({}, async (emulator) => {
		Object.assign(fieldOf(emulator, 'snumber001').params, { hidden: true });
		Object.assign(fieldOf(emulator, 'smail00001').params, { unique: true });
		await runRecords(emulator);
		const sent = sentTo(emulator).join();
		for (const slug of ['snumber001', 'smail00001', 'scode00001', 'followed_by']) {
			expect(sent).not.toContain(slug);
		}
		expect(sent).toContain('spercent01');
	});
});

it('names the types of fields whose values are refused, and goes on without them', async () => {
	await withEmulator({}, async (emulator) => {
		Object.assign(fieldOf(emulator, 'stext00001').params, { max_length: 3 });
		const { findings } = await runRecords(emulator);
		expect(findings.of('values-stored')).toMatchObject({
			outcome: 'refused',
			detail: 'textfield',
		});
		expect(findings.of('clearing')?.outcome).toBe('all');
		expect(findings.troubles).toEqual([]);
	});
});

it('says which types are not cleared by what the package sends', async () => {
	let clearingAt = 0;
	await withEmulator({}, async (emulator) => {
		await runRecords(emulator);
		clearingAt = emulator.calls.findIndex(({ requestBody }) => clears(requestBody));
		expect(clearingAt).toBeGreaterThan(0);
	});
	await withEmulator({}, async (emulator) => {
		let number = 0;
		const meanwhile = () => {
			// Once the call before is through, the field takes no text, not even an empty one.
			if (++number === clearingAt) fieldOf(emulator, 'stext00001').params.max_length = -1;
		};
		emulator.faults.next({}, { meanwhile }, 1_000);
		const { findings } = await runRecords(emulator);
		expect(findings.of('clearing')).toMatchObject({ outcome: 'refused', detail: 'textfield' });
	});
});

const clears = (body: unknown) =>
	typeof body === 'object' && body !== null && 'srange0001' in body && body.srange0001 === null;

it('asks for no records but its own, and writes to no others', async () => {
	await withEmulator({}, async (emulator) => {
		const before = emulator.records.create(emulator.tables.everything.id, { title: 'Theirs' });
		await runRecords(emulator);
		const searches = emulator.calls.filter(({ path }) => path.includes('/records/list/'));
		expect(searches.length).toBeGreaterThan(5);
		for (const { requestBody } of searches) {
			expect(JSON.stringify(requestBody)).toMatch(/"ids":\["|n8n-nodes-smartsuite-verify-live/i);
		}
		const written = emulator.calls.filter(({ path }) => path.includes(before.id));
		expect([...written, ...sentTo(emulator).filter((body) => body?.includes(before.id))]).toEqual(
			[],
		);
	});
});

it('notices what a refused call made all the same, and deletes it', async () => {
	await withEmulator({}, async (emulator) => {
		const { id } = emulator.tables.everything;
		const path = `/api/v1/applications/${id}/records/bulk/`;
		const make = () => {
			const [title = ''] = /n8n-nodes[^"]*deleted\)/.exec(sentTo(emulator).join()) ?? [];
			emulator.records.create(id, { title: `${title} beside a bad one` });
		};
		const before = await everything(emulator);
		// A create, an update, and then the create with a bad value.
		emulator.faults.next({ path }, { delayMs: 0 });
		emulator.faults.next({ path }, { meanwhile: make });
		emulator.faults.next({ path }, { status: 400, body: {} });
		const { findings } = await runRecords(emulator);
		expect(findings.of('bulk-atomic')?.outcome).toBe('refused-in-part');
		expect(await everything(emulator)).toEqual(before);
	});
});
