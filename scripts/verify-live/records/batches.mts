import { asObject, asText, isObject, listIn } from '../../../nodes/SmartSuite/api/shape.ts';
import type { CheckId } from '../catalog/index.mts';
import { isOk, type Answer } from '../client.mts';
import { accepted, rest } from '../run.mts';
import { fieldOf, idIn, ours, recordsPath, search, type RecordRun, type Stored } from './table.mts';

/** A record of a batch. */
interface Made {
	id: string;
	title: string;
}

export interface Batch {
	made: Made[];
	/** Has its title only, which stays. */
	plain: Made;
	/** Was deleted and restored, and nothing else. */
	restored: Made;
}

/** Values that no number and no date is. */
const BAD = 'verify:live, no value of this type';
const BAD_IN = ['numberfield', 'currencyfield', 'percentfield', 'ratingfield', 'datefield'];

/** Creates and changes records in batches; one goes to the trash and comes back. */
export async function checkBatches(run: RecordRun): Promise<Batch> {
	const made = await createBatch(run, ['plain', 'changed', 'restored']);
	const [plain, changed, restored] = made;
	if (!plain || !changed || !restored) throw new Error('The bulk create did not name its records');
	await checkTrash(run, restored);
	await checkUpdate(run, changed, plain);
	await checkBadValue(run, changed, plain);
	return { made, plain, restored };
}

/** Deletes a record, which stays in the list of what is deleted at the end, and restores it. */
async function checkTrash(run: RecordRun, { id }: Made): Promise<void> {
	const { findings, place } = run;
	const path = `${recordsPath(run)}/${id}/`;
	accepted(await rest(run, 'DELETE record', path), 'DELETE record');
	const answer = await rest(run, 'POST record/restore', `${path}restore/`, {});
	const title = asText(asObject(accepted(answer, 'POST record/restore').body)[place.titleSlug]);
	if (title === '') return findings.unseen(['restored-title'], 'the answer does not say');
	findings.found('restored-title', title.endsWith('(Restored)') ? 'gained' : 'kept');
}

/** Records in one call, in the order they were asked for; none where one of them is missing. */
async function createBatch(run: RecordRun, names: string[]): Promise<Made[]> {
	const { findings, place, marks } = run;
	const titles = names.map((name) => `${marks.title} ${name}`);
	const answer = await sendBatch(
		run,
		titles.map((title) => ({ [place.titleSlug]: title })),
	);
	const records = listIn(accepted(answer, 'POST records/bulk').body, ...WRAPPERS).map(asObject);
	const form = formOf(answer.body);
	findings.found('bulk-create-answer', records.length < titles.length ? 'otherwise' : form);
	const given = records.map((record) => asText(record[place.titleSlug]));
	if (given.join() === titles.join()) findings.found('bulk-create-order', 'as-sent');
	else if (given.toReversed().join() === titles.join())
		findings.found('bulk-create-order', 'reversed');
	else findings.found('bulk-create-order', 'otherwise');
	return titles.flatMap((title) => {
		const record = records.find((one) => one[place.titleSlug] === title);
		return record ? [{ id: idIn(record), title }] : [];
	});
}

const WRAPPERS = ['items', 'successful_items', 'results'] as const;

function formOf(body: unknown): 'array' | 'items' | 'successful_items' | 'otherwise' {
	if (Array.isArray(body)) return 'array';
	if (!isObject(body)) return 'otherwise';
	if (Array.isArray(body.items)) return 'items';
	return Array.isArray(body.successful_items) ? 'successful_items' : 'otherwise';
}

async function sendBatch(run: RecordRun, items: Stored[]): Promise<Answer> {
	return await run.belongings.make(
		'records',
		() => rest(run, 'POST records/bulk', `${recordsPath(run)}/bulk/`, { items }),
		({ body }) => listIn(body, ...WRAPPERS).map(({ id }) => asText(id)),
		items.length,
	);
}

/** One record that changes and one that does not. */
async function checkUpdate(run: RecordRun, changed: Made, unchanged: Made): Promise<void> {
	const { findings, place } = run;
	const title = `${changed.title}, changed`;
	const items = [
		{ id: changed.id, [place.titleSlug]: title },
		{ id: unchanged.id, [place.titleSlug]: unchanged.title },
	];
	const { body } = accepted(await updateBatch(run, items), 'PATCH records/bulk');
	const ids = listIn(body, ...WRAPPERS).map(idIn);
	findings.found('bulk-update-answer', ids.includes(changed.id) ? formOf(body) : 'otherwise');
	const isListed = ids.includes(unchanged.id);
	findings.found('bulk-update-unchanged', isListed ? 'listed' : 'left-out');
}

async function updateBatch(run: RecordRun, items: Stored[]): Promise<Answer> {
	return await rest(run, 'PATCH records/bulk', `${recordsPath(run)}/bulk/`, { items });
}

/** A bad value beside a good one: in a create, and in an update of two records. */
async function checkBadValue(run: RecordRun, first: Made, second: Made): Promise<void> {
	const ids: CheckId[] = ['bulk-atomic', 'bulk-update-refused'];
	const field = fieldOf(run, ids, BAD_IN);
	if (!field) return;
	const { belongings, findings, client, place, marks } = run;
	const good = { [place.titleSlug]: `${marks.title} beside a bad one` };
	const bad = { [place.titleSlug]: `${marks.title} bad`, [field.slug]: BAD };
	const before = belongings.recordIds.size;
	const answer = await sendBatch(run, [good, bad]);
	// Also for what a refused call made all the same.
	await belongings.adopt(client, place, marks);
	const made = belongings.recordIds.size - before;
	if (made >= 2) findings.found('bulk-atomic', 'taken');
	else if (made === 0) findings.found('bulk-atomic', 'yes');
	else findings.found('bulk-atomic', isOk(answer) ? 'no' : 'refused-in-part');

	const title = `${first.title}, beside a bad one`;
	const updated = await updateBatch(run, [
		{ id: first.id, [place.titleSlug]: title },
		{ id: second.id, [field.slug]: BAD },
	]);
	const given = listIn(updated.body, ...WRAPPERS).map(idIn);
	if (isOk(updated) && given.includes(first.id)) {
		const isTaken = given.includes(second.id);
		return findings.found('bulk-update-refused', isTaken ? 'taken' : 'others');
	}
	const { found } = await search(run, { conditions: [ours(run)] });
	const isWritten = found.some((one) => idIn(one) === first.id && one[place.titleSlug] === title);
	findings.found('bulk-update-refused', isWritten ? 'refused-in-part' : 'nothing');
}

/** Deletes what this run made, with one call: those that its answer does not name go one by one. */
export async function deleteBatch(run: RecordRun): Promise<void> {
	const { belongings, findings } = run;
	const items = [...belongings.recordIds];
	const path = `${recordsPath(run)}/bulk_delete/?fields=id`;
	const answer = await rest(run, 'PATCH records/bulk_delete', path, { items });
	if (!isOk(answer)) return findings.found('bulk-delete', 'refused');
	const deleted = listIn(answer.body, ...WRAPPERS).map(idIn);
	const isNamed = items.every((id) => deleted.includes(id));
	findings.found('bulk-delete', isNamed ? 'named' : 'unnamed');
	for (const id of deleted) belongings.recordIds.delete(id);
}
