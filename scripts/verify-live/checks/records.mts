import { asObject, asText } from '../../../nodes/SmartSuite/api/shape.ts';
import { accepted, rest, type Run } from '../run.mts';

/** The record of a run, and who wrote it. */
export interface Written {
	recordId: string;
	/** Member id of the token's owner; '' where the answer does not say. */
	memberId: string;
	/** When it was created, on a steady clock. */
	atMs: number;
}

/** Creates the record, which needs nothing but its title. */
export async function createRecord(run: Run): Promise<Written> {
	const { tableId, titleSlug } = run.place;
	const fields = { [titleSlug]: run.marks.title };
	const atMs = performance.now();
	const answer = await run.belongings.make(
		'records',
		() => rest(run, 'POST record', `/applications/${tableId}/records/`, fields),
		({ body }) => [asText(asObject(body).id)],
	);
	if (answer.status === 422 || answer.status === 400) {
		throw new Error(
			`The record was refused (${answer.status}): choose a table whose records need only a title`,
		);
	}
	const record = asObject(accepted(answer, 'POST record').body);
	const memberId = asText(asObject(record.first_created).by);
	return { recordId: asText(record.id), memberId, atMs };
}

/** Changes its title so many times at once. */
export async function changeTitle(run: Run, recordId: string, times: number): Promise<void> {
	const { tableId, titleSlug } = run.place;
	const path = `/applications/${tableId}/records/${recordId}/`;
	const change = async (_: unknown, time: number) => {
		const fields = { [titleSlug]: `${run.marks.title} ${time + 1}` };
		return accepted(await rest(run, 'PATCH record', path, fields), 'PATCH record');
	};
	const outcomes = await Promise.allSettled(Array.from({ length: times }, change));
	for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
}

/** Deletes it, as every record is deleted: into the trash. */
export async function deleteRecord(run: Run, recordId: string): Promise<void> {
	const path = `/applications/${run.place.tableId}/records/${recordId}/`;
	accepted(await rest(run, 'DELETE record', path), 'DELETE record');
	run.belongings.recordIds.delete(recordId);
}
