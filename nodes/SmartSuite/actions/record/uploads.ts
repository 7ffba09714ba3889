import type { IExecuteFunctions } from 'n8n-workflow';

import { asText, uploadFile } from '../../api';
import type { KnownTable } from '../../fields';
import { nameOf } from '../../fields';
import { binaryOf, contentOf } from '../binary';
import type { Result } from './batches';
import { readAll } from './changes';
import type { Written } from './told';
import type { StoredRecord } from '../../api';

/**
 * Uploads the binary properties that were named as values of file fields, now that their records are there: a call
 * a file, and one for all records to see what they hold then.
 * @param uploaded what an earlier try uploaded, to which this one adds its own
 * @returns the written records as they are now, or why an upload failed
 */
export async function withUploads(
	context: IExecuteFunctions,
	table: KnownTable,
	written: readonly Written[],
	uploaded: Map<string, true>,
): Promise<Array<Result<Written>>> {
	const results: Array<Result<Written>> = [];
	const failures = new Map<Written, Error>();
	const loaded = written.filter(({ record }) => record.uploads.size > 0);
	for (const one of loaded) {
		await uploadAll(context, table, one, uploaded).catch((error: unknown) => {
			failures.set(one, error as Error);
		});
	}
	const ids = loaded.map(({ stored }) => asText(stored.id));
	const now = await readAll(context, table.table.id, ids).catch(
		() => new Map<string, Result<StoredRecord>>(),
	);
	for (const one of written) {
		const error = failures.get(one);
		const fresh = now.get(asText(one.stored.id));
		const stored = fresh && 'done' in fresh ? fresh.done : one.stored;
		results.push(error ? { error } : { done: { ...one, stored } });
	}
	return results;
}

async function uploadAll(
	context: IExecuteFunctions,
	{ table, structure }: KnownTable,
	{ itemIndex, stored, record }: Written,
	uploaded: Map<string, true>,
): Promise<void> {
	const place = { tableId: table.id, recordId: asText(stored.id) };
	for (const [slug, properties] of record.uploads) {
		for (const property of properties) {
			const key = [itemIndex, place.recordId, slug, property].join(' ');
			if (uploaded.has(key)) continue;
			const binary = binaryOf(context, itemIndex, property);
			const file = await contentOf(context, itemIndex, property, binary);
			await uploadFile(context, { ...place, slug }, file).catch((error: Error) => {
				const field = structure.bySlug.get(slug);
				const label = field ? nameOf(field, structure) : slug;
				const { description } = error as { description?: string };
				const remark = `The record ${place.recordId} was written, but without this file in '${label}'.`;
				throw Object.assign(error, { description: `${remark} ${description ?? ''}`.trim() });
			});
			uploaded.set(key, true);
		}
	}
}
