import type { IDataObject } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';

import { CHOICES, LABELS, ONE, OTHER, send } from './field-setup.mts';

describe('a value that does not fit is refused', () => {
	it.each<[string, unknown, string, IDataObject?]>([
		['number', '1,234', 'two ways'],
		['number', 'many', 'not a number'],
		['number', '9007199254740993', 'more digits'],
		['number', true, 'not a number'],
		['number', 11, 'more than 10', { max_value: 10 }],
		['duration', '1:30', 'two ways'],
		['time', '25:00', 'not a time'],
		['yesno', 'perhaps', 'neither true nor false'],
		['singleselect', 'Hgih', "no choice 'Hgih'", CHOICES],
		['singleselect', 'red', '2 choices', CHOICES],
		['multipleselect', 'Low, Hgih', "no choice 'Hgih'", CHOICES],
		['date', '2026-02-30', 'not a date'],
		['date', '28.11.2026', 'not a date'],
		['daterange', '2026-07-01', 'two dates'],
		['daterange', '2026-07-03/2026-07-01', 'ends before'],
		['email', 'unknown', 'no e-mail'],
		['link', 'unknown', 'no web address'],
		['phone', 'unknown', 'no phone number'],
		['user', 'Nobody', "no member 'Nobody'"],
		['user', 'Twin', '2 members'],
		['user', 'gone@example.com', 'removed'],
		['user', ['me', OTHER], 'one member', ONE],
		['linkedrecord', 'Acme', 'no record titled'],
		['linkedrecord', 'Double', `2 records`],
		['file', 'nothing', 'binary property'],
		['checklist', '{"items": [', 'not valid JSON'],
		['autonumber', 1, 'cannot be written'],
	])('%s: %j', (type, given, problem, params) => {
		const sent = send(type, given, params);
		expect(sent).toMatchObject({
			refusal: { label: 'One', problem: expect.stringContaining(problem) as string },
		});
	});

	it('with the choices that there are', () => {
		expect(send('status', 'null', CHOICES)).toMatchObject({
			refusal: { choices: Object.values(LABELS) },
		});
	});
});
