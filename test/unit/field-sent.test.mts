import { describe, expect, it } from 'vitest';

import { at, CHOICES, day, ID, OTHER, send } from './field-setup.mts';
import type { Row } from './field-setup.mts';

describe('a value that people give', () => {
	it.each<Row>([
		['text', 7, '7'],
		['text', '007', '007'],
		['number', ' -1 234.5 ', -1234.5],
		['number', '1e3', 1000],
		['number', '1,5', 1.5],
		['number', '1.234.567', 1_234_567],
		['number', '1,234.50', 1234.5],
		['number', 0, 0],
		['percent', '50%', 50],
		['currency', '$1,200.50', 1200.5],
		['duration', '1h 30m', 5400],
		['duration', 'PT1H30M', 5400],
		['duration', '1:30:05', 5405],
		['duration', '90', 90],
		['time', '9:30', '09:30:00'],
		['time', '9:30 pm', '21:30:00'],
		['time', '12 am', '00:00:00'],
		['yesno', 'No', false],
		['yesno', 1, true],
		['singleselect', 'High, or not', 'h', CHOICES],
		['singleselect', 'h', 'h', CHOICES],
		['singleselect', ' LOW ', 'l', CHOICES],
		['singleselect', '"quoted"', 'q', CHOICES],
		['singleselect', { value: 'l' }, 'l', CHOICES],
		['status', 'low', { value: 'l' }, CHOICES],
		['multipleselect', 'High, or not', ['h'], CHOICES],
		['multipleselect', 'Low, High, or not, 🚀 Go', ['l', 'h', 'e'], CHOICES],
		['multipleselect', '["Low","h"]', ['l', 'h'], CHOICES],
		['multipleselect', ['Low', 'l'], ['l'], CHOICES],
		['date', '2026-03-08', day('2026-03-08')],
		['date', '2026-03-08T01:30', at('2026-03-08T06:30:00Z')],
		['date', '2026-07-01 00:00', at('2026-07-01T04:00:00Z')],
		['date', '2026-07-01T00:00:00+02:00', at('2026-06-30T22:00:00Z')],
		['date', new Date('2026-07-01T00:00:00Z'), at('2026-07-01T00:00:00Z')],
		['date', '2026-07-01T23:00:00Z', day('2026-07-01'), { include_time: false }],
		[
			'date',
			{ toMillis: () => Date.parse('2026-07-01T01:00:00Z') },
			day('2026-06-30'),
			{ include_time: false },
		],
		['date', day('2026-07-01'), day('2026-07-01')],
		[
			'duedate',
			'2026-07-01',
			{ from_date: { date: null, include_time: false }, to_date: day('2026-07-01') },
		],
		[
			'duedate',
			{ from: null, to: '2026-07-01' },
			{ from_date: { date: null, include_time: false }, to_date: day('2026-07-01') },
		],
		[
			'daterange',
			'2026-07-01/2026-07-03',
			{ from_date: day('2026-07-01'), to_date: day('2026-07-03') },
		],
		['email', 'a@b.c, d@e.f', ['a@b.c', 'd@e.f']],
		['link', 'example.com/a,b', ['https://example.com/a,b']],
		['link', ['http://a.b', 'www.c.d'], ['http://a.b', 'https://www.c.d']],
		['phone', '+1 913 555 1212', ['+1 913 555 1212']],
		[
			'phone',
			{ country: 'US', number: '913 555 1212', sys_title: 'x' },
			[{ phone_country: 'US', phone_number: '913 555 1212' }],
		],
		[
			'fullname',
			'Ada King Lovelace',
			{ first_name: 'Ada', middle_name: 'King', last_name: 'Lovelace' },
		],
		[
			'fullname',
			{ name: 'Ada L', first_name: 'Ada', last_name: 'Lovelace', middle_name: null },
			{ first_name: 'Ada', middle_name: '', last_name: 'Lovelace' },
		],
		['address', '1 Main St, Olathe', { location_address: '1 Main St, Olathe' }],
		[
			'address',
			{ city: 'Olathe', location_zip: '66062' },
			{ location_city: 'Olathe', location_zip: '66062' },
		],
		['socialnetwork', { twitter: 'ada' }, { twitter_username: 'ada' }],
		['ipaddress', '10.0.0.1', [{ address: '10.0.0.1' }]],
		['colorpicker', '814c4c', [{ value: '#814c4c' }]],
		['user', ' ADA@example.com ', [ID]],
		['user', 'me', [ID]],
		['user', 'Turing, Alan', [OTHER]],
		['user', 'ada lovelace, Turing, Alan', [ID, OTHER]],
		['user', [{ id: OTHER, name: 'x', email: null }], [OTHER]],
		['user', '65f194001c0091a8180f8b2b', ['65f194001c0091a8180f8b2b']],
		['linkedrecord', 'Acme, Inc.', [ID]],
		['linkedrecord', ['Beta', { id: ID, title: 'x' }], [OTHER, ID]],
		['linkedrecord', `${ID},${OTHER}`, [ID, OTHER]],
		['file', 'https://a.b/c,d.pdf', ['https://a.b/c,d.pdf']],
		['file', '["https://a.b/c", "https://d.e/f"]', ['https://a.b/c', 'https://d.e/f']],
		[
			'file',
			[{ name: 'a', mime_type: 'b', size: 1, handle: 'h', metadata: {} }],
			[{ handle: 'h', metadata: {} }],
		],
		['checklist', '{"items": []}', { items: [] }],
		['hologram', [1], [1]],
	])('%s: %j', (type, given, wanted, params) => {
		expect(send(type, given, params)).toEqual({ value: wanted });
	});

	it('names binary properties that are uploaded later', () => {
		expect(send('file', 'data')).toEqual({ uploads: ['data'] });
		expect(send('file', 'data, https://a.b/c')).toEqual({
			value: ['https://a.b/c'],
			uploads: ['data'],
		});
	});

	it('becomes a document where it is Markdown', () => {
		expect(send('richtextarea', '**b**')).toMatchObject({
			value: { data: { type: 'doc', content: [{ type: 'paragraph' }] } },
		});
		const data = { type: 'doc', content: [] };
		for (const given of [{ data, html: 'x' }, data, JSON.stringify(data)])
			expect(send('richtextarea', given)).toEqual({ value: { data } });
	});

	it.each(['America/New_York', 'Asia/Kolkata'])(
		'has days and times of the zone %s, whatever the server is in',
		(zone) => {
			const moment = zone === 'Asia/Kolkata' ? '2026-03-07T20:00:00Z' : '2026-03-08T06:30:00Z';
			expect(send('date', '2026-03-08T01:30', {}, { zone })).toEqual({ value: at(moment) });
			expect(send('date', '2026-03-08', {}, { zone })).toEqual({ value: day('2026-03-08') });
		},
	);
});
