import type { IDataObject } from 'n8n-workflow';

import { credentialIdOf, recover, rememberRecent } from '../transport';
import type { SmartSuiteContext } from '../transport';
import type { ChangeEvent } from './event';
import { labelsOf, withLabels } from './labels';
import type { Labels } from './labels';
import { getTable } from './metadata';
import { asObject } from './shape';

interface Remembered {
	labels: Labels;
	/** Keys of records that were no fields when the table was read, such as `id`. */
	others: ReadonlySet<string>;
	readAt: number;
}

const MEMORY_MS = 600_000;
/** Least time between two readings for the sake of a field that is not known. */
const REFRESH_MS = 60_000;
const MOST_TABLES = 200;

/** Labels by credential and table. Lost at a restart: then the table is read again. */
const remembered = new Map<string, Remembered>();

/**
 * The simplified events with labels for slugs. A table is read once in ten minutes, and for a field
 * that is not known; slugs stay where the table is gone.
 */
export async function labelled(
	context: SmartSuiteContext,
	events: readonly ChangeEvent[],
): Promise<IDataObject[]> {
	const items: IDataObject[] = [];
	for (const { simplified, tableId } of events) {
		const slugs = Object.keys(asObject(simplified.record));
		items.push(withLabels(simplified, await labelsFor(context, tableId, slugs)));
	}
	return items;
}

async function labelsFor(
	context: SmartSuiteContext,
	tableId: string,
	slugs: string[],
): Promise<Labels> {
	// By credential, too: what one token may not read, another may.
	const key = `${credentialIdOf(context)} ${tableId}`;
	const known = remembered.get(key);
	if (known && fits(known, slugs)) return known.labels;
	const read = async (): Promise<Labels> => labelsOf((await getTable(context, tableId)).fields);
	const labels = await recover(read(), ['missing', 'forbidden'], async () => new Map());
	const others = new Set(slugs.filter((slug) => !labels.has(slug)));
	rememberRecent(remembered, key, { labels, others, readAt: Date.now() }, MOST_TABLES);
	return labels;
}

function fits({ labels, others, readAt }: Remembered, slugs: string[]): boolean {
	const age = Date.now() - readAt;
	const isKnown = (slug: string) => labels.has(slug) || others.has(slug);
	return age < MEMORY_MS && (age < REFRESH_MS || slugs.every(isKnown));
}
