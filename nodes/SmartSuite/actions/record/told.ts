import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import type { StoredRecord } from '../../api';
import { isStored, nameOf, shownRecords } from '../../fields';
import type { KnownTable, WrittenRecord } from '../../fields';
import { callsOf } from '../../transport';
import type { Done } from './earlier-try';
import type { Manner } from './ready';
import type { Results } from './results';
import { withUploads } from './uploads';

/** A record that was written, and what was sent of it. */
export interface Written {
	itemIndex: number;
	stored: StoredRecord;
	record: WrittenRecord;
	/** What the item tells beside the record. */
	more?: IDataObject;
}

/** What a run did, for its hint. */
export type Tally = Map<string, number>;

/** A run over many items, as far as it came. */
export interface Run {
	results: Results;
	tally: Tally;
	done: Done;
}

export function count(tally: Tally, what: string, howMany = 1): void {
	tally.set(what, (tally.get(what) ?? 0) + howMany);
}

/** What an error says of what was done before it. */
export function doneBefore(howMany: number, what: string): string {
	if (howMany === 0) return `No record was ${what} before.`;
	return howMany === 1
		? `One record was ${what} before.`
		: `${figure(howMany)} records were ${what} before.`;
}

/**
 * Gives each item its record as SmartSuite stored it. Its answer shows what was not stored, which SmartSuite
 * does not say otherwise (docs/internals/smartsuite.md section 4.3).
 */
export async function giveWritten(
	context: IExecuteFunctions,
	table: KnownTable,
	{ view }: Manner,
	written: readonly Written[],
	{ results, tally, done }: Run,
): Promise<void> {
	const uploaded = await withUploads(context, table, written, done.uploaded);
	const whole = uploaded.flatMap((result, nth) => {
		if ('done' in result) return [result.done];
		results.fail(written[nth]?.itemIndex ?? 0, result.error);
		return [];
	});
	results.stopOnFailure();
	const records = whole.map(({ stored }) => stored);
	const items = await shownRecords(context, table.table.id, records, view);
	whole.forEach(({ itemIndex, stored, record, more }, nth) => {
		const notStored = namesNotStored(table, record, stored);
		for (const name of notStored) count(tally, `${NOT_STORED}${name}`);
		results.give(itemIndex, {
			...items[nth],
			...more,
			...(notStored.length > 0 && { not_stored: notStored }),
		});
	});
}

const NOT_STORED = 'not stored: ';

/** The names of the fields that SmartSuite does not hold as they were sent. */
function namesNotStored(
	{ structure }: KnownTable,
	{ body, leftOut }: WrittenRecord,
	stored: StoredRecord,
): string[] {
	const differing = Object.entries(body).flatMap(([slug, value]) => {
		const field = structure.bySlug.get(slug);
		return field && !isStored(field, value, stored[slug]) ? [nameOf(field, structure)] : [];
	});
	return [...new Set([...differing, ...leftOut])];
}

/**
 * Tells under the output what the run did and what it cost, where that is more than one record, and always
 * what was not stored.
 */
export function hintAt(context: IExecuteFunctions, items: number, tally: Tally): void {
	const entries = [...tally];
	const done = entries.filter(([what]) => !what.startsWith(NOT_STORED));
	const notStored = entries.filter(([what]) => what.startsWith(NOT_STORED));
	if (items > 1) {
		const counts = done.map(([what, howMany]) => `${figure(howMany)} ${what}`);
		const calls = `${figure(callsOf(context))} API ${callsOf(context) === 1 ? 'call' : 'calls'}`;
		const message = `${figure(items)} items: ${[...counts, calls].join(', ')}`;
		context.addExecutionHints({ message, location: 'outputPane' });
	}
	if (notStored.length > 0) {
		const names = notStored.map(
			([what, howMany]) => `${what.slice(NOT_STORED.length)} (${figure(howMany)})`,
		);
		const message = `SmartSuite did not store some values, by field: ${names.join(', ')}. Each item names its fields in not_stored.`;
		context.addExecutionHints({ message, type: 'warning', location: 'outputPane' });
	}
}

function figure(number: number): string {
	return number.toLocaleString('en-US');
}
