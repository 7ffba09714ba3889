import { NodeOperationError } from 'n8n-workflow';
import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { asObject, createComment, listComments, makeOnce, mayBeMadeSince } from '../../api';
import type { Comment, Field, Member, NewComment, RecordPlace } from '../../api';
import {
	membersOf,
	mentionedIn,
	recallFor,
	sentFor,
	typeOf,
	withMentions,
	withNews,
	wordsFor,
} from '../../fields';
import type { FieldValue, Missed, Sent } from '../../fields';
import { asTexts, readRecordId, readTableId, recordParameter, tableParameter } from '../../methods';
import { parametersOf } from '../operation';
import type { Operation } from '../operation';
import { refusedValues } from '../record/refusals';
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
	isDoneOnce: true,
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
			description: 'Enter what the comment is to say.',
		});
	}
	const words = { ...(await wordsFor(context, [])), hasBinary: () => false };
	const message = asObject(valueIn(context, sentFor(text, TEXT, words)));
	const assignedTo = await readAssignee(context, read('options.assignedTo') as FieldValue);
	return { message: await mentioning(context, message), assignedTo };
}

const isEmpty = (given: FieldValue) => String(given ?? '').trim() === '';

/** The id of the member who is to act on the comment; read anew where nobody is known by that name. */
async function readAssignee(
	context: IExecuteFunctions,
	given: FieldValue,
): Promise<string | undefined> {
	if (isEmpty(given)) return undefined;
	const sentWith = async (missed?: Missed) => {
		const words = await wordsFor(context, [[ASSIGNED_TO, given]], missed);
		return sentFor(given, ASSIGNED_TO, { ...words, hasBinary: () => false });
	};
	const sent = await withNews(sentWith, (first) =>
		first && 'refusal' in first ? [JSON.stringify(given)] : [],
	);
	return asTexts(valueIn(context, sent))[0];
}

/** What SmartSuite wants for a value. @throws NodeOperationError with the choices where it does not fit */
function valueIn(context: IExecuteFunctions, sent: Sent | undefined): FieldValue {
	if (sent && 'refusal' in sent) throw refusedValues(context.getNode(), [sent.refusal]);
	return sent?.value;
}

/** The message with the members mentioned that are known; nobody is where members cannot be read. */
async function mentioning(context: IExecuteFunctions, message: IDataObject): Promise<IDataObject> {
	const addresses = mentionedIn(message);
	if (addresses.length === 0) return message;
	const members = await recallFor(context, membersOf(context), (known) => {
		const there = byAddress(known);
		return addresses.filter((address) => !there.has(address));
	});
	return withMentions(message, byAddress(members));
}

/** By e-mail address in lower case, without members who were removed. */
function byAddress(members: ReadonlyMap<string, Member> | undefined): ReadonlyMap<string, Member> {
	const present = [...(members?.values() ?? [])].filter(
		({ deleted, email }) => !deleted && email !== '',
	);
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
