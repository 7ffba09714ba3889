import type { IDataObject } from 'n8n-workflow';

import { sentFor } from '../../nodes/SmartSuite/fields/index.ts';
import type { Words } from '../../nodes/SmartSuite/fields/index.ts';

export const ID = '63a1f65723aaf6bcb564b1f1';
export const OTHER = '5dd812b9d8b7863532d3ddd2';
const member = (id: string, name: string, email: string, deleted = false) => ({
	id,
	name,
	email,
	deleted,
});
const words: Words = {
	zone: 'America/New_York',
	members: [
		member(ID, 'Ada Lovelace', 'Ada@Example.com'),
		member(OTHER, 'Turing, Alan', 'alan@example.com'),
		member('5ec1df770a8617c27a73e3c3', 'Gone Girl', 'gone@example.com', true),
		member('5ec1df770a8617c27a73e3c4', 'Twin', 'a@example.com'),
		member('5ec1df770a8617c27a73e3c5', 'Twin', 'b@example.com'),
	],
	ownId: ID,
	recordsTitled: (_, title) =>
		({ 'Acme, Inc.': [ID], Beta: [OTHER], Double: [ID, OTHER] })[title] ?? [],
	hasBinary: (name) => name === 'data',
};
export const LABELS: Record<string, string> = {
	h: 'High, or not',
	l: 'Low',
	d1: 'Red',
	d2: 'Red',
	q: '“Quoted”',
	e: '🚀 Go',
};
export const CHOICES = {
	choices: Object.entries(LABELS).map(([value, label]) => ({ value, label })),
};
export const ONE = { entries_allowed: 'single' };

export const fieldOf = (type: string, params: IDataObject = {}) => ({
	slug: 's1',
	label: 'One',
	type: `${type}field`,
	hidden: false,
	params,
});
export const send = (
	type: string,
	value: unknown,
	params?: IDataObject,
	more: Partial<Words> = {},
) => sentFor(value as IDataObject, fieldOf(type, params), { ...words, ...more });

export type Row = [type: string, given: unknown, wanted: unknown, params?: IDataObject];
export const day = (date: string) => ({ date: `${date}T00:00:00Z`, include_time: false });
export const at = (date: string) => ({ date, include_time: true });
