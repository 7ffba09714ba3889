import type { IDataObject } from 'n8n-workflow';

import { asText } from '../../api';
import type { Field, StoredRecord } from '../../api';
import { isStored } from '../../fields';

/** Which record of an answer is whose. */

/**
 * The record of each body, in the order of the bodies: the one at its place where that has all that was sent,
 * else the one that has most of it. Nobody says in which order SmartSuite answers.
 */
export function matched(
	bodies: readonly IDataObject[],
	records: readonly StoredRecord[],
	fields: ReadonlyMap<string, Field>,
	{
		refused = new Map<number, string>(),
		fits = (_: IDataObject, share: number) => share > 0,
	}: {
		refused?: ReadonlyMap<number, string>;
		/** Whether a record that has this share of what was sent may be the one. */
		fits?: (body: IDataObject, share: number, record: StoredRecord) => boolean;
	} = {},
): Array<StoredRecord | undefined> {
	const free = new Set(records);
	const accepted = bodies.map((body, at) => ({ body, at })).filter(({ at }) => !refused.has(at));
	const found = new Map<number, StoredRecord>();
	const take = (at: number, record: StoredRecord) => {
		found.set(at, record);
		free.delete(record);
	};
	accepted.forEach(({ body, at }, nth) => {
		const record = records[nth];
		if (record && storedShare(body, record, fields) === 1) take(at, record);
	});
	for (const { body, at } of accepted) {
		if (found.has(at)) continue;
		const shares = [...free].map((record) => ({
			record,
			share: storedShare(body, record, fields),
		}));
		const [best] = shares.sort((one, other) => other.share - one.share);
		if (best && fits(body, best.share, best.record)) take(at, best.record);
	}
	return bodies.map((_, at) => found.get(at));
}

/** Fields that SmartSuite did not store may be missing in a record that has the title, but not in one without. */
export function hasArrived({ title }: IDataObject, share: number, record: StoredRecord): boolean {
	return share === 1 || (share >= 0.5 && asText(title) !== '' && title === record.title);
}

/** How much of what was sent the record has, from 0 to 1. */
function storedShare(
	body: IDataObject,
	record: StoredRecord,
	fields: ReadonlyMap<string, Field>,
): number {
	const sent = Object.entries(body);
	if (sent.length === 0) return 1;
	const stored = sent.filter(([slug, value]) => {
		const field = fields.get(slug);
		return field && isStored(field, value, record[slug]);
	});
	return stored.length / sent.length;
}
