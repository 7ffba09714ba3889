import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import type { StoredRecord } from '../../api';
import { hasNewFiles, isStored, showsLess } from '../../fields';
import type { KnownTable, Structure } from '../../fields';
import { readAll } from './changes';
import type { Ready } from './ready';
import type { Results } from './results';

/** What of the values the record does not have yet. */
export function differingIn(
	body: IDataObject,
	record: StoredRecord,
	{ bySlug }: Structure,
): IDataObject {
	return Object.fromEntries(
		Object.entries(body).filter(([slug, value]) => {
			const field = bySlug.get(slug);
			const stored = record[slug];
			return !field || !isStored(field, value, stored) || hasNewFiles(field, value, stored);
		}),
	);
}

/**
 * Items that show records show less of some fields than those hold: the Markdown of a SmartDoc, the bare number of a
 * phone. Written back as it is, that would take the rest away, so such records are read first, a thousand a call.
 * An item whose record cannot be read fails.
 * @returns the records by id
 */
export async function storedBefore(
	context: IExecuteFunctions,
	{ table, structure }: KnownTable,
	ready: ReadonlyArray<Ready<string>>,
	results: Results,
): Promise<Map<string, StoredRecord>> {
	const isLossy = ({ record: { isShown, body } }: Ready) =>
		isShown && Object.keys(body).some((slug) => showsLess(structure.bySlug.get(slug)));
	const lossy = ready.filter(isLossy);
	const ids = lossy.map(({ more: id }) => id);
	const read = await readAll(context, table.id, ids).catch((error: Error) => error);
	const before = new Map<string, StoredRecord>();
	for (const { itemIndex, more: id } of lossy) {
		const result = read instanceof Error ? { error: read } : read.get(id);
		if (result && 'done' in result) before.set(id, result.done);
		else if (result) results.fail(itemIndex, result.error);
	}
	return before;
}
