import type { IDataObject } from 'n8n-workflow';

import type { SmartSuiteContext } from '../transport';
import { callRest } from './rest';
import { asObject, asText, listIn } from './shape';

/** A comment of a record (docs/internals/smartsuite.md section 4). */
export interface Comment {
	id: string;
	/** The SmartDoc: `{data, html, preview}`. */
	message: IDataObject;
	/** Who wrote it; '' where nobody did. */
	memberId: string;
	/** Member ids, '' where there is none. */
	assignedTo: string;
	resolvedBy: string;
	/** The comment that it answers, by id; '' where it answers none. */
	parentId: string;
	/** ISO texts, '' where it never was. */
	createdOn: string;
	updatedOn: string;
	recordId: string;
	tableId: string;
}

/** What a new comment takes beside its place. */
export interface NewComment {
	message: IDataObject;
	/** A member's id. */
	assignedTo?: string;
}

/** A record, and the table it is in. */
export interface RecordPlace {
	tableId: string;
	recordId: string;
}

/** The comments of a record, oldest first, without deleted ones. */
export async function listComments(
	context: SmartSuiteContext,
	{ recordId }: RecordPlace,
): Promise<Comment[]> {
	const body = await callRest(context, {
		method: 'GET',
		path: '/comments/',
		// Without it SmartSuite gives the comments of the whole workspace.
		query: { record: recordId },
		about: `record '${recordId}'`,
	});
	return listIn(body, 'results', 'items', 'data')
		.filter(({ deleted_on }) => !dateIn(deleted_on))
		.map(parseComment)
		.sort((one, other) => one.createdOn.localeCompare(other.createdOn));
}

/** It is not repeated: an answer that got lost may have made the comment (see `makeOnce`). */
export async function createComment(
	context: SmartSuiteContext,
	{ tableId, recordId }: RecordPlace,
	{ message, assignedTo }: NewComment,
): Promise<Comment> {
	const body = await callRest(context, {
		method: 'POST',
		path: '/comments/',
		body: {
			application: tableId,
			record: recordId,
			message,
			assigned_to: assignedTo ?? null,
			parent_comment: null,
		},
		about: `record '${recordId}'`,
		repeatable: false,
	});
	return parseComment(asObject(body));
}

function parseComment(raw: IDataObject): Comment {
	return {
		id: asText(raw.id),
		message: asObject(raw.message),
		memberId: idIn(raw.member),
		assignedTo: idIn(raw.assigned_to),
		resolvedBy: idIn(raw.resolved_by),
		parentId: idIn(raw.parent_comment),
		createdOn: dateIn(raw.created_on),
		updatedOn: dateIn(raw.updated_on),
		recordId: idIn(raw.record),
		tableId: idIn(raw.application),
	};
}

const idIn = (value: unknown) => asText(value) || asText(asObject(value).id);
const dateIn = (value: unknown) => asText(value) || asText(asObject(value).date);
