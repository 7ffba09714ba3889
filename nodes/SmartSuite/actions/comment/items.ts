import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import type { Comment, Field } from '../../api';
import { lookupIn, membersOf, recallFor, typeOf } from '../../fields';
import type { Names } from '../../fields';

/** A comment's text is a SmartDoc, as in a field. */
export const TEXT: Field = {
	slug: 'message',
	label: 'Text',
	type: 'richtextareafield',
	hidden: false,
	params: {},
};

/** Comments as items: the text as Markdown, members with their names. */
export async function commentItems(
	context: IExecuteFunctions,
	comments: readonly Comment[],
): Promise<IDataObject[]> {
	const ids = [...new Set(comments.flatMap(membersIn))].filter(Boolean);
	if (ids.length === 0) return comments.map((comment) => itemOf(comment, lookupIn(undefined)));
	const members = await recallFor(context, membersOf(context), (known) =>
		ids.filter((id) => !known?.has(id)),
	);
	return comments.map((comment) => itemOf(comment, lookupIn(members)));
}

const membersIn = ({ memberId, assignedTo, resolvedBy }: Comment) => [
	memberId,
	assignedTo,
	resolvedBy,
];

function itemOf(comment: Comment, names: Names): IDataObject {
	const member = (id: string) => (id === '' ? null : names.member(id));
	return {
		text: typeOf(TEXT).shown(comment.message, TEXT, names) ?? null,
		member: member(comment.memberId),
		created_on: comment.createdOn || null,
		updated_on: comment.updatedOn || null,
		assigned_to: member(comment.assignedTo),
		resolved_by: member(comment.resolvedBy),
		parent_comment: comment.parentId || null,
		comment_id: comment.id,
		record_id: comment.recordId,
		table_id: comment.tableId,
	};
}
