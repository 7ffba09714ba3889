import { FieldRefusal } from '../fields/field-type.mts';
import { messageOf } from '../fields/documents.mts';
import { newId } from '../random.mts';
import { findRecord, timestamp } from '../records.mts';
import { isObject, type JsonObject } from '../types.mts';
import { found, json, RestRefusal, type Handler } from './answers.mts';
import { objectIn, tableAt } from './request.mts';

const FILTERS = ['record', 'application', 'solution'];

/** Without a filter those of the whole workspace; `count` is null (docs/internals/smartsuite.md 4). */
export const list: Handler = ({ comments }, _params, { query }) => {
	const results = comments.filter((comment) =>
		FILTERS.every((key) => !query.has(key) || comment[key] === query.get(key)),
	);
	return json({ count: null, next: null, previous: null, results });
};

/** `{message: {data} | {html}, application, record}`; the record may be in the query, too. */
export const create: Handler = (world, _params, request) => {
	const given = objectIn(request);
	const table = tableAt(world, String(given.application));
	const named = given.record ?? request.query.get('record');
	const recordId = typeof named === 'string' ? named : '';
	const record = found(findRecord(world, table.id, recordId));
	const { parent_comment = null, assigned_to = null } = given;
	if (parent_comment !== null) found(world.comments.find(({ id }) => id === parent_comment));
	const comment = {
		id: newId(),
		solution: table.solution,
		application: table.id,
		record: record.id,
		member: world.caller.id,
		message: messageIn(given),
		parent_comment,
		assigned_to,
		created_on: timestamp(world),
		deleted_on: null,
		updated_on: null,
		reactions: [],
		key: world.comments.length + 1,
		resolved_by: null,
		followers: [world.caller.id],
		type: 'comment',
		email: null,
	};
	world.comments.push(comment);
	world.changed();
	return json(comment, 201);
};

function messageIn({ message }: JsonObject): JsonObject {
	try {
		if (isObject(message)) return messageOf(message);
	} catch (error) {
		if (!(error instanceof FieldRefusal)) throw error;
	}
	throw new RestRefusal(json({ message: ['This field is required.'] }, 400));
}
