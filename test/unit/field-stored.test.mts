import type { IDataObject } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';

import { isStored, mayWrite } from '../../nodes/SmartSuite/fields/index.ts';
import { at, fieldOf, ID, send } from './field-setup.mts';

describe('nothing', () => {
	it.each<[string, unknown]>([
		['text', ''],
		['number', null],
		['yesno', false],
		['multipleselect', []],
		['file', []],
		['date', null],
		['richtextarea', { data: { type: 'doc', content: [] } }],
	])('clears %s with %j, and no value leaves it alone', (type, cleared) => {
		for (const given of [null, '', []]) expect(send(type, given)).toEqual({ value: cleared });
		expect(send(type, undefined)).toBeUndefined();
	});

	it('is 0 and false for no type', () => {
		expect([send('number', 0), send('yesno', false)]).toEqual([{ value: 0 }, { value: false }]);
	});
});

describe('what was stored', () => {
	it.each<[string, unknown, unknown, boolean]>([
		['number', 12, '12.0', true],
		['number', 12, '12.5', false],
		['duration', 60, '60.0', true],
		['multipleselect', ['a', 'b'], ['b', 'a'], true],
		['multipleselect', ['a', 'b'], ['a'], false],
		['status', { value: 'a' }, { value: 'a', updated_on: 'x' }, true],
		['status', { value: 'a' }, 'a', true],
		['singleselect', 'a', '', false],
		[
			'date',
			at('2026-07-01T04:00:00Z'),
			{ date: '2026-07-01T04:00:00.000000Z', include_time: true },
			true,
		],
		['date', null, { date: null, include_time: false }, true],
		['phone', ['+1 913 555 1212'], [{ phone_country: 'US', phone_number: '913 555 1212' }], true],
		['fullname', { first_name: 'A' }, { first_name: 'A', sys_root: 'A' }, true],
		['text', 'a\r\nb ', 'a\nb', true],
		['text', '', null, true],
		['linkedrecord', [ID], [], false],
	])('%s: %j as %j is the same: %s', (type, sent, stored, same) => {
		expect(isStored(fieldOf(type), sent as IDataObject, stored as IDataObject)).toBe(same);
	});

	it('may be written by people unless SmartSuite makes it', () => {
		expect([
			mayWrite(fieldOf('recordtitle')),
			mayWrite(fieldOf('recordtitle', { is_auto_generated: true })),
			mayWrite(fieldOf('count')),
		]).toEqual([true, false, false]);
	});
});
