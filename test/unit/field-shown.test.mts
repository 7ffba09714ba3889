import type { IDataObject } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';

import { FIELD_TYPES, typeOf } from '../../nodes/SmartSuite/fields/index.ts';
import { lookupIn } from '../../nodes/SmartSuite/fields/lookup.ts';

const ADA = { id: 'm1', name: 'Ada Lovelace', email: 'ada@example.com' };
const members = new Map([['m1', { ...ADA, status: 'active' as const, role: '', deleted: false }]]);

const CHOICES = {
	choices: [
		{ value: 'a1', label: 'High, or not' },
		{ value: 'b2', label: 'Low' },
	],
};
const SEVERAL = { entries_allowed: 'multiple' };
const ONE = { entries_allowed: 'single' };
const file = {
	handle: 'h1',
	metadata: { filename: 'a.pdf', mimetype: 'application/pdf', size: 9 },
};
const phone = { phone_country: 'US', phone_number: '913 555 1212', phone_extension: '' };

/** A value as items show it. */
function shown(type: string, value: unknown, params: IDataObject = {}): unknown {
	const field = { slug: 's1', label: 'One', type: `${type}field`, hidden: false, params };
	return typeOf(field).shown(value as IDataObject, field, lookupIn(members));
}

describe('a readable value', () => {
	it.each<[type: string, stored: unknown, readable: unknown, params?: IDataObject]>([
		['recordtitle', 'A title', 'A title'],
		['text', '007', '007'],
		['textarea', '', null],
		['richtextarea', { data: { type: 'doc', content: [] }, html: '', preview: '' }, null],
		[
			'richtextarea',
			{
				data: {
					type: 'doc',
					content: [
						{
							type: 'paragraph',
							content: [
								{ type: 'text', text: 'Hello ' },
								{ type: 'text', text: 'world', marks: [{ type: 'strong' }] },
							],
						},
					],
				},
			},
			'Hello **world**',
		],
		['number', '12.0', 12],
		['number', 0, 0],
		['number', '9007199254740993', '9007199254740993'],
		['currency', '19.95', 19.95],
		['percent', '', null],
		['duration', '94530.0', 94_530],
		['rating', 4, 4],
		['autonumber', 7, 7],
		['count', '2', 2],
		['yesno', true, true],
		['yesno', null, false],
		['singleselect', 'a1', 'High, or not', CHOICES],
		['singleselect', 'gone', 'gone', CHOICES],
		['singleselect', '', null, CHOICES],
		['status', { value: 'b2', updated_on: 'now' }, 'Low', CHOICES],
		['status', 'b2', 'Low', CHOICES],
		['status', { value: null, updated_on: 'now' }, null, CHOICES],
		['multipleselect', ['b2', 'a1'], ['Low', 'High, or not'], CHOICES],
		['multipleselect', null, [], CHOICES],
		['tags', ['t1'], ['t1']],
		['date', { date: '2023-05-09T06:00:00Z', include_time: true }, '2023-05-09T06:00:00Z'],
		['date', { date: '2023-05-09T00:00:00Z', include_time: false }, '2023-05-09'],
		['date', { date: null, include_time: false }, null],
		[
			'duedate',
			{
				from_date: { date: null, include_time: false },
				to_date: { date: '2023-05-12T00:00:00Z', include_time: false },
				is_overdue: false,
			},
			{ from: null, to: '2023-05-12' },
		],
		['daterange', { from_date: { date: null }, to_date: { date: null } }, null],
		['time', '21:15:00', '21:15:00'],
		[
			'firstcreated',
			{ by: 'm1', on: '2023-05-05T16:05:37Z' },
			{ on: '2023-05-05T16:05:37Z', by: ADA },
		],
		['lastupdated', { by: 'm9', on: 'x' }, { on: 'x', by: { id: 'm9', name: null, email: null } }],
		['email', ['a@b.c'], 'a@b.c', ONE],
		['email', ['a@b.c'], ['a@b.c'], SEVERAL],
		['email', [], null],
		['link', [], [], SEVERAL],
		['link', ['https://a.b'], 'https://a.b'],
		['phone', [{ ...phone, sys_title: '+1 913 555 1212' }], '+1 913 555 1212'],
		['phone', [{ ...phone, phone_extension: '12' }], '913 555 1212 ext. 12'],
		['ipaddress', [{ country_code: 'us', address: '10.0.0.1' }], '10.0.0.1'],
		['colorpicker', [{ name: 'reddish', value: '#814C4C' }], '#814C4C'],
		[
			'fullname',
			{ title: '1', first_name: 'Ada', middle_name: '', last_name: 'Lovelace', sys_root: 'x' },
			{
				name: 'Ada Lovelace',
				first_name: 'Ada',
				middle_name: null,
				last_name: 'Lovelace',
				title: '1',
			},
		],
		['fullname', { title: '', first_name: '', last_name: '', sys_root: '' }, null],
		[
			'socialnetwork',
			{ facebook_username: 'ada', twitter_username: '' },
			{ facebook: 'ada', twitter: null, instagram: null, linkedin: null },
		],
		['user', ['m1', 'm9'], [ADA, { id: 'm9', name: null, email: null }]],
		['user', ['m1'], ADA, ONE],
		['user', [], null, ONE],
		['user', [], []],
		['linkedrecord', ['r1', 'r2'], ['r1', 'r2']],
		['linkedrecord', [{ id: 'r1', title: 'First' }], [{ id: 'r1', title: 'First' }]],
		['file', [file], [{ name: 'a.pdf', mime_type: 'application/pdf', size: 9, ...file }]],
		['formula', '12.0', 12, { target_field_structure: { field_type: 'numberfield' } }],
		['formula', '12.0', '12.0'],
		['rollup', '9.0', 9],
		[
			'lookup',
			[['b2'], ['a1']],
			['Low', 'High, or not'],
			{ target_field_structure: { field_type: 'singleselectfield', params: CHOICES } },
		],
		['lookup', null, []],
		[
			'vote',
			{ total_votes: 1, votes: [{ user_id: 'm1', date: '2023-05-09' }] },
			{ total: 1, votes: [{ member: ADA, date: '2023-05-09' }] },
		],
		['checklist', { items: [], total_items: 0 }, { items: [], total_items: 0 }],
		['hologram', { depth: [1] }, { depth: [1] }],
	])('of %s: %j', (type, stored, readable, params) => {
		const before = structuredClone(stored);
		expect(shown(type, stored, params)).toEqual(readable);
		expect(stored).toEqual(before);
	});

	it.each(Object.keys(FIELD_TYPES))(
		'of %s is null, false, [] or of its usual shape where there is none',
		(type) => {
			const none = [null, undefined, ''].map((value) => shown(type.replace(/field$/, ''), value));
			expect(new Set(none.map((one) => JSON.stringify(one))).size).toBe(1);
			if (type !== 'votefield')
				expect([null, false, '[]']).toContainEqual(Array.isArray(none[0]) ? '[]' : none[0]);
		},
	);

	it('passes in forms that nobody has heard of', () => {
		const odd = { spin: ['up'] };
		const types = [
			'text',
			'number',
			'singleselect',
			'status',
			'date',
			'duedate',
			'firstcreated',
			'richtextarea',
		];
		expect(types.map((type) => shown(type, odd, CHOICES))).toEqual(types.map(() => odd));
	});
});

describe('what is not known', () => {
	it('is noted, but not where nothing could be read', () => {
		const names = lookupIn(members);
		const field = {
			slug: 's1',
			label: 'One',
			type: 'singleselectfield',
			hidden: false,
			params: CHOICES,
		};
		for (const id of ['a1', 'new']) typeOf(field).shown(id, field, names);
		typeOf({ type: 'tagsfield' }).shown(['t1'], { ...field, params: {} }, names);
		names.member('m9');
		expect([...names.unknownChoices, ...names.unknownMembers]).toEqual(['s1 new', 'm9']);
		const unread = lookupIn(undefined);
		expect([unread.member('m9'), unread.unknownMembers.size]).toEqual([
			{ id: 'm9', name: null, email: null },
			0,
		]);
	});
});
