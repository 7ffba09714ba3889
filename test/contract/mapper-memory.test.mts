import type { INodeParameters } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';
import { execute, load, mapper } from './action.mts';
import { fastForward, pass, stopTime } from './fast-forward.mts';
import { shown } from './shown.mts';
import { account } from './webhook-operations.mts';
import { byId } from './world.mts';

const MINUTE = 60_000;

/** An account whose time passes only when told to, and the panel of Record > Create for the demo table. */
async function panel() {
	const at = await account();
	const { tasks } = at.emulator.tables;
	const opened = { resource: 'record', operation: 'create', table: byId(tasks.id) };
	const { fields } = await mapper(at.credential, opened);
	const filledIn = {
		...opened,
		columns: { mappingMode: 'defineBelow', value: {}, schema: fields },
	} as unknown as INodeParameters;
	stopTime();
	const labels = async (parameters: INodeParameters) =>
		(await mapper(at.credential, parameters)).fields.map(({ displayName }) => displayName);
	const rename = () => tasks.structure.forEach((field) => (field.label = 'Renamed'));
	return { ...at, tasks, opened, filledIn, labels, rename };
}

describe('the fields in the mapper', () => {
	it('cost one call a minute, shared with the dropdowns of fields', async () => {
		const { emulator, credential, opened, filledIn, labels } = await panel();
		await fastForward(() => labels(opened));
		await fastForward(() => labels(filledIn));
		await fastForward(() => load(credential, 'getTableFields', opened));
		expect(emulator.calls).toHaveLength(1);
	});

	it.each(['the panel', 'an execution'])('are read once where %s was first', async (first) => {
		const { emulator, credential } = await account();
		const { tasks } = emulator.tables;
		const table = byId(tasks.id);
		const steps = [
			async () => void (await mapper(credential, { resource: 'record', table })),
			async () =>
				void (await execute(credential, { resource: 'record', operation: 'getAll', table })),
		];
		for (const step of first === 'the panel' ? steps : steps.toReversed()) await step();
		const readings = emulator.calls.filter(({ path }) => path.endsWith(`/${tasks.id}/`));
		expect(readings).toHaveLength(1);
	});

	it('are those of this moment when they are refreshed after a minute', async () => {
		const { filledIn, labels, rename } = await panel();
		await pass(MINUTE);
		rename();
		expect(await fastForward(() => labels(filledIn))).toContain('Renamed (title)');
	});

	it('come from memory at once while a slow SmartSuite is asked for newer ones', async () => {
		const { emulator, opened, labels, rename } = await panel();
		await pass(MINUTE);
		rename();
		emulator.faults.next({}, { delayMs: 20_000 });
		const startedAt = Date.now();
		expect(await fastForward(() => labels(opened))).toContain('Title');
		expect(Date.now() - startedAt).toBeLessThan(300);
		await pass(20_000);
		expect(await fastForward(() => labels(opened))).toContain('Renamed (title)');
		expect(emulator.calls).toHaveLength(2);
	});

	it('stay as they are while SmartSuite is away', async () => {
		const { emulator, filledIn, labels } = await panel();
		await pass(MINUTE);
		emulator.faults.next({}, { status: 503 }, Infinity);
		expect(await fastForward(() => labels(filledIn))).toContain('Title');
	});
});

describe('what goes wrong in the mapper', () => {
	it.each([
		{
			situation: 'a table that was not chosen',
			table: { __rl: true, mode: 'list', value: '' },
			notice: /^Choose a table first$/,
		},
		{
			situation: 'an expression without a value',
			table: { __rl: true, mode: 'id', value: null },
			notice: /^The expression in 'Table' has no value yet: run the nodes before this one/,
		},
		{
			situation: 'something that is no id',
			table: byId('My table'),
			notice: /^'Table' is not an ID: 'My table'\. Choose from the list, or enter the ID/,
		},
		{
			situation: 'a table that is gone',
			table: byId('0123456789abcdef01234567'),
			notice:
				/^SmartSuite has no table '0123456789abcdef01234567'\. It may have been deleted.*Choose another/,
		},
	])('is a notice, or an error that keeps what was mapped: $situation', async (situation) => {
		const { credential, filledIn, opened } = await panel();
		const table = situation.table as unknown as string;
		const asked = await fastForward(() => mapper(credential, { ...opened, table }));
		expect(asked).toEqual({
			fields: [],
			emptyFieldsNotice: expect.stringMatching(situation.notice) as string,
		});
		const { message } = await fastForward(() => shown(mapper(credential, { ...filledIn, table })));
		expect(message).toMatch(situation.notice);
	});
});
