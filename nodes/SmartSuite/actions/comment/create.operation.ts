import { NodeOperationError } from 'n8n-workflow';
import type { IExecuteFunctions } from 'n8n-workflow';

import { asObject, createComment, listComments, makeOnce, mayBeMadeSince } from '../../api';
import type { Comment, Field, Member, NewComment, RecordPlace } from '../../api';
import { membersOf, mentionedIn, recallFor, sentFor, typeOf, withMentions } from '../../fields';
import type { FieldValue, Words } from '../../fields';
import { asTexts, readRecordId, readTableId, recordParameter, tableParameter } from '../../methods';
import { parametersOf } from '../operation';
import type { Operation } from '../operation';
import { refusalError } from '../refusal';
import { commentItems, TEXT } from './items';

const ASSIGNED_TO: Field = {
	slug: 'assigned_to',
	label: 'Assigned To',
	type: 'userfield',
	hidden: false,
	params: { entries_allowed: 'single' },
};

export const create: Operation = {
	fields: [
		tableParameter,
		recordParameter,
		{
			displayName: 'Text',
			name: 'text',
			type: 'string',
			typeOptions: { rows: 4 },
			default: '',
			required: true,
			placeholder: 'e.g. **Done**, @ada@example.com: see the report',
			description:
				"What the comment says, in Markdown. An @ before a member's email mentions the member.",
		},
		{
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			placeholder: 'Add option',
			default: {},
			options: [
				{
					displayName: 'Assigned To Name or ID',
					name: 'assignedTo',
					type: 'options',
					typeOptions: { loadOptionsMethod: 'getMembers' },
					default: '',
					description:
						'The member who is to act on the comment; an expression may also give the email. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
				},
			],
		},
	],
	async execute(context, itemIndex) {
		const node = context.getNode();
		const read = parametersOf(context, itemIndex);
		const place = { tableId: readTableId(node, read), recordId: readRecordId(node, read) };
		const comment = await readComment(context, itemIndex);
		const made = await createOnce(context, place, comment);
		return (await commentItems(context, [made])).map((json) => ({ json }));
	},
};

async function readComment(context: IExecuteFunctions, itemIndex: number): Promise<NewComment> {
	const read = parametersOf(context, itemIndex);
	const text = read('text') as FieldValue;
	if (isEmpty(text)) {
		throw new NodeOperationError(context.getNode(), "'Text' is empty", {
			itemIndex,
			description: 'Enter what the comment is to say.',
		});
	}
	const assignee = read('options.assignedTo') as FieldValue;
	const message = asObject(valueFor(context, itemIndex, text, TEXT));
	const addresses = mentionedIn(message);
	if (addresses.length === 0 && isEmpty(assignee)) return { message };
	const members = await membersFor(context, addresses, assignee);
	const assigned = isEmpty(assignee)
		? undefined
		: valueFor(context, itemIndex, assignee, ASSIGNED_TO, members);
	return {
		message: withMentions(message, byAddress(members)),
		assignedTo: asTexts(assigned)[0],
	};
}

const isEmpty = (given: FieldValue) => String(given ?? '').trim() === '';

/** What SmartSuite wants for a value. @throws NodeOperationError with the choices where it does not fit */
function valueFor(
	context: IExecuteFunctions,
	itemIndex: number,
	given: FieldValue,
	field: Field,
	members: readonly Member[] = [],
): FieldValue {
	const sent = sentFor(given, field, wordsOf(context, members));
	if (sent && 'refusal' in sent) throw refusalError(context.getNode(), sent.refusal, itemIndex);
	return sent?.value;
}

function wordsOf(context: IExecuteFunctions, members: readonly Member[]): Words {
	return {
		zone: context.getTimezone(),
		members,
		ownId: '',
		recordsTitled: () => [],
		hasBinary: () => false,
	};
}

/** The workspace's members, read anew where none of them is meant by an address or by the assignee. */
async function membersFor(
	context: IExecuteFunctions,
	addresses: readonly string[],
	assignee: FieldValue,
): Promise<Member[]> {
	const members = await recallFor(context, membersOf(context), (known) => {
		const all = [...(known?.values() ?? [])];
		const there = byAddress(all);
		const sent = isEmpty(assignee)
			? undefined
			: sentFor(assignee, ASSIGNED_TO, wordsOf(context, all));
		const isUnknown = sent !== undefined && 'refusal' in sent;
		return [
			...addresses.filter((address) => !there.has(address)),
			...(isUnknown ? [JSON.stringify(assignee)] : []),
		];
	});
	return [...(members?.values() ?? [])];
}

/** By e-mail address in lower case, without members who were removed. */
function byAddress(members: readonly Member[]): ReadonlyMap<string, Member> {
	const present = members.filter(({ deleted, email }) => !deleted && email !== '');
	return new Map(present.map((member) => [member.email.toLowerCase(), member]));
}

/** The comment is made once: one that an answer got lost of is found by its text. */
async function createOnce(
	context: IExecuteFunctions,
	place: RecordPlace,
	comment: NewComment,
): Promise<Comment> {
	const startedAt = Date.now();
	const isIt = ({ message, createdOn }: Comment) =>
		mayBeMadeSince(startedAt, createdOn) && typeOf(TEXT).same(comment.message, message);
	return await makeOnce(context, {
		thing: 'comment',
		make: async () => await createComment(context, place, comment),
		find: async () => (await listComments(context, place)).filter(isIt).at(-1),
	});
}
