import { describe, expect, it } from 'vitest';
import type { Fault } from '../emulator/index.mts';
import { callsTo, jsonAt, recordAt, runAt, type Around } from './around.mts';
import { fastForward, pass } from './fast-forward.mts';
import { shown } from './shown.mts';
import { byId } from './world.mts';

const ada = { id: '63a1f65723aaf6bcb564b1f1', name: 'Ada Lovelace', email: 'ada@example.com' };
const grace = { id: '5dd812b9d8b7863532d3ddd2', name: 'Grace Hopper', email: 'grace@example.com' };

const comments = (at: Around) => jsonAt(at, 'comment getAll', { returnAll: true });
const sentIn = ({ emulator }: Around) =>
	emulator.calls.find(({ method, path }) => method === 'POST' && path.includes('/comments/'))
		?.requestBody;

describe('create', () => {
	it('adds a comment in Markdown and gives it with its author in front', async () => {
		const at = await recordAt();
		const [item] = await jsonAt(at, 'comment create', { text: '**Done**, see\n\n- the report' });
		expect(item).toEqual({
			text: '**Done**, see\n\n- the report',
			member: ada,
			created_on: expect.stringMatching(/^\d{4}-.*Z$/) as string,
			updated_on: null,
			assigned_to: null,
			resolved_by: null,
			parent_comment: null,
			comment_id: expect.stringMatching(/^[0-9a-f]{24}$/) as string,
			record_id: at.recordId,
			table_id: at.tableId,
		});
		expect(await comments(at)).toEqual([item]);
	});

	it('mentions members by their email, and leaves others as text', async () => {
		const at = await recordAt();
		const text = 'Ask @Ada@example.com. Or @nobody@example.com, **@grace@example.com**';
		const [item] = await jsonAt(at, 'comment create', { text });
		expect(item?.text).toBe('Ask @Ada Lovelace. Or @nobody@example.com, **@Grace Hopper**');
		const application = { id: 'members', name: 'Members', slug: 'members' };
		expect(sentIn(at)).toMatchObject({
			message: {
				data: {
					content: [
						{
							content: [
								{ type: 'text', text: 'Ask ' },
								{
									type: 'mention',
									attrs: { id: ada.id, application, title: ada.name, prefix: '@' },
								},
								{ type: 'text', text: '. Or @nobody@example.com, ' },
								{ type: 'mention', attrs: { id: grace.id }, marks: [{ type: 'strong' }] },
							],
						},
					],
				},
			},
		});
	});

	it.each([grace.email, ' GRACE@example.com ', 'Grace Hopper', grace.id, grace])(
		'assigns it to a member given as %j',
		async (assignedTo) => {
			const at = await recordAt();
			const parameters = { text: 'Please check', options: { assignedTo } };
			expect(await jsonAt(at, 'comment create', parameters)).toMatchObject([
				{ assigned_to: grace },
			]);
		},
	);

	it("assigns it to the token's owner as me", async () => {
		const at = await recordAt();
		const parameters = { text: 'Please check', options: { assignedTo: 'me' } };
		expect(await jsonAt(at, 'comment create', parameters)).toMatchObject([{ assigned_to: ada }]);
	});

	it('leaves mentions as text where members may not be listed, but assigns to nobody then', async () => {
		const at = await recordAt();
		at.emulator.faults.next({ path: '/api/v1/members/' }, { status: 403 }, Infinity);
		const text = 'Ask @ada@example.com';
		expect(await jsonAt(at, 'comment create', { text })).toMatchObject([{ text }]);
		const parameters = { text, options: { assignedTo: 'ada@example.com' } };
		const { message } = await shown(runAt(at, 'comment create', parameters));
		expect(message).toBe('SmartSuite does not allow access to list of members');
	});

	it('names the members there are where it is to be assigned to somebody else', async () => {
		const at = await recordAt();
		const parameters = { text: 'Please check', options: { assignedTo: 'Rosa' } };
		expect(await shown(runAt(at, 'comment create', parameters))).toMatchObject({
			message: "'Assigned To' has no member 'Rosa'",
			description: expect.stringContaining('Grace Hopper (grace@example.com)') as string,
			context: { itemIndex: 0 },
		});
		expect(sentIn(at)).toBeUndefined();
	});

	it.each([
		[{ text: '  ' }, "'Text' is empty"],
		[{ text: 'Hello', record: byId('nonsense') }, "'Record' is not the ID of a record: 'nonsense'"],
		[{ text: 'Hello', table: byId('') }, "'Table' is empty"],
	])('refuses %j before any call', async (parameters, message) => {
		const at = await recordAt();
		expect((await shown(runAt(at, 'comment create', parameters))).message).toBe(message);
		expect(at.emulator.calls).toEqual([]);
	});

	it('says which record is not there', async () => {
		const at = await recordAt();
		const record = byId('0'.repeat(24));
		const { message } = await shown(runAt(at, 'comment create', { text: 'Hello', record }));
		expect(message).toBe(`SmartSuite has no record '${record.value}'`);
	});

	const open: Array<[string, Fault]> = [
		['a time-out', 'hang-after'],
		['a lost connection', 'reset-after'],
		['half an answer', 'truncate'],
	];
	it.each(open)('finds the comment again that SmartSuite made before %s', async (_, fault) => {
		const at = await recordAt();
		at.emulator.faults.next({ path: '/api/v1/comments/' }, fault);
		const text = 'Ask @ada@example.com';
		const [item] = await fastForward(() => jsonAt(at, 'comment create', { text }));
		expect(item?.text).toBe('Ask @Ada Lovelace');
		expect(callsTo(at, '/comments/')).toEqual(['POST /comments/', 'GET /comments/']);
		expect(await comments(at)).toEqual([item]);
	});

	it.each([
		['a 500', { status: 500 }],
		['a 502', { status: 502 }],
		['a time-out', 'hang'],
	] as Array<[string, Fault]>)('says that it was not made after %s', async (_, fault) => {
		const at = await recordAt();
		at.emulator.faults.next({ path: '/api/v1/comments/' }, fault);
		const run = () => shown(runAt(at, 'comment create', { text: 'Hello' }));
		const { message, description } = await fastForward(run);
		expect(message).toMatch(/^SmartSuite (could not answer|did not answer in time)/);
		expect(description).toMatch(/^The comment was not there when the record was read again/);
		expect(callsTo(at, 'POST /comments/')).toHaveLength(1);
		expect(await comments(at)).toEqual([]);
	});

	it('says that nobody knows where the record cannot be read either', async () => {
		const at = await recordAt();
		at.emulator.faults.next({ path: '/api/v1/comments/' }, { status: 503 }, Infinity);
		const run = () => shown(runAt(at, 'comment create', { text: 'Hello' }));
		const { description } = await fastForward(run);
		expect(description).toMatch(/^Whether SmartSuite has the comment now is not known/);
		expect(callsTo(at, 'POST /comments/')).toHaveLength(1);
	});

	it('does not take an older comment of the same text for the new one', async () => {
		const at = await recordAt();
		await jsonAt(at, 'comment create', { text: 'Hello' });
		await pass(3_600_000);
		at.emulator.faults.next({ path: '/api/v1/comments/' }, { status: 500 });
		const run = () => shown(runAt(at, 'comment create', { text: 'Hello' }));
		const { description } = await fastForward(run);
		expect(description).toMatch(/^The comment was not there/);
	});
});

describe('get many', () => {
	it('gives the comments of that record only, all or up to a limit, as text too', async () => {
		const at = await recordAt();
		const other = at.emulator.records.create(at.tableId).id;
		for (const text of ['one', 'two', 'three']) await jsonAt(at, 'comment create', { text });
		await jsonAt(at, 'comment create', { text: 'elsewhere', record: byId(other) });
		const texts = async (parameters: object) =>
			(await jsonAt(at, 'comment getAll', { ...parameters })).map(({ text }) => text);
		expect(await texts({ returnAll: 'true' })).toEqual(['one', 'two', 'three']);
		expect(await texts({ returnAll: false, limit: '2' })).toEqual(['one', 'two']);
	});

	it('goes on with the next item where one fails, each with its item', async () => {
		const at = await recordAt();
		await jsonAt(at, 'comment create', { text: 'one' });
		const run = { input: [{ id: 'nonsense' }, { id: at.recordId }], continueOnFail: true };
		const items = await runAt(at, 'comment getAll', { record: '={{ $json.id }}' }, run);
		expect(items).toMatchObject([
			{
				json: { error: "'Record' is not the ID of a record: 'nonsense'" },
				pairedItem: { item: 0 },
			},
			{ json: { text: 'one' }, pairedItem: { item: 1 } },
		]);
	});
});
