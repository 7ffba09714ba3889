import { createRecord } from './checks/records.mts';
import { checkBatches, deleteBatch } from './records/batches.mts';
import { checkEvents, watchTable } from './records/events.mts';
import { checkClearing, checkFiles, checkRanges } from './records/forms.mts';
import { noteOwner, readOwner } from './records/owner.mts';
import { fill, noteStored } from './records/samples.mts';
import { checkSearches } from './records/searches.mts';
import type { RecordRun } from './records/table.mts';
import { checkValues } from './records/values.mts';
import type { Run } from './run.mts';
import type { Step } from './steps.mts';

/** Writes, finds and deletes a handful of records; one theme that fails leaves the others. */
export async function checkRecords(run: Run, step: Step): Promise<void> {
	const member = await step('Who the token belongs to', () => readOwner(run));
	const webhookId = await step('Watching the table', () => watchTable(run));
	const written = await step('Creating a record', () => createRecord(run));
	if (!written) return;
	const { recordId, memberId } = written;
	noteOwner(run, member?.id ?? '', memberId);
	const owner = { id: memberId || (member?.id ?? ''), zone: member?.zone ?? '' };
	const own: RecordRun = { ...run, owner };
	const made = await step('Records in batches, and the trash', () => checkBatches(own));
	const filled = await step('A value of each type of field', async () => {
		const values = await fill(own, recordId);
		noteStored(own, values);
		return values.stored;
	});
	if (filled && made) {
		const sought = { filled, plain: made.plain };
		await step('Filters and searches', () => checkSearches(own, sought));
	}
	if (filled) await step('Doubtful values', () => checkValues(own, recordId, filled));
	await step('Date ranges', () => checkRanges(own, recordId));
	await step('Files by address', () => checkFiles(own, recordId));
	await step('Clearing fields', () => checkClearing(own, recordId));
	if (webhookId) {
		await step('What the events say', () => checkEvents(own, webhookId, recordId, made));
	}
	await step('Deleting in a batch', () => deleteBatch(own));
}
