import { expect, it } from 'vitest';
import { callsTo, jsonAt, recordAt, runAt } from './around.mts';
import { fastForward } from './fast-forward.mts';
import { binary, FIELD, namesIn } from './files.mts';

const COMMENTS = '/api/v1/comments/';
const UPLOADS = '/api/v1/recordfiles/';
const SERVED = { delayMs: 0 };

it('writes no comment again that was written before the node failed', async () => {
	const at = await recordAt();
	for (const fault of [SERVED, { status: 422 }]) at.emulator.faults.next({ path: COMMENTS }, fault);
	const input = [{ text: 'one' }, { text: 'two' }, { text: 'three' }];
	const items = await runAt(
		at,
		'comment create',
		{ text: '={{ $json.text }}' },
		{ input, tries: 2 },
	);
	expect(items.map(({ json, pairedItem }) => [json.text, pairedItem])).toEqual([
		['one', { item: 0 }],
		['two', { item: 1 }],
		['three', { item: 2 }],
	]);
	const comments = await jsonAt(at, 'comment getAll', { returnAll: true });
	expect(comments.map(({ text }) => text)).toEqual(['one', 'two', 'three']);
});

it('uploads no file again that was uploaded before the node failed, within an item either', async () => {
	const at = await recordAt();
	const faults = [SERVED, SERVED, SERVED, { status: 500 }];
	for (const fault of faults) at.emulator.faults.next({ path: UPLOADS }, fault);
	const run = {
		input: [{}, {}],
		binary: [
			{ a: binary('1a.txt'), b: binary('1b.txt') },
			{ a: binary('2a.txt'), b: binary('2b.txt') },
		],
		tries: 2,
	};
	const parameters = { field: FIELD, binaryProperty: 'a,b' };
	const items = await fastForward(() => runAt(at, 'file upload', parameters, run));
	const names = ['1a.txt', '1b.txt', '2a.txt', '2b.txt'];
	expect(items.map(({ json }) => json.name)).toEqual(names);
	expect(await namesIn(at)).toEqual(names);
	expect(callsTo(at, '/recordfiles/')).toHaveLength(5);
});

it('does so again in another execution', async () => {
	const at = await recordAt();
	const write = async () => await runAt(at, 'comment create', { text: 'Hello' }, { tries: 2 });
	await write();
	await write();
	expect(await jsonAt(at, 'comment getAll', { returnAll: true })).toHaveLength(2);
});
