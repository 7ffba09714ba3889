import type { IDataObject } from 'n8n-workflow';

import type { LoggingContext } from '../transport';
import type { Refusal } from './field-type';
import { conditionOn, filterEntry } from './filter';
import type { Condition } from './filter';
import { namesMissed } from './words/refuse';
import { knownTable, wordsFor } from './preparation';
import type { KnownTable } from './workspace';
import { withNews } from './workspace-memory';
import type { Missed } from './workspace-memory';

type Filtered = { filter: IDataObject } | { refusals: Refusal[] };

/** Whether a record has to meet all conditions or one of them. */
export type Match = 'all' | 'any';

/**
 * SmartSuite's filter for conditions in people's words. What a field does not know is looked for once more in
 * what is there now.
 * @returns the refusals where something cannot be compared, each for the person who gave it
 * @throws SmartSuiteError where the table, its members or linked records cannot be read
 */
export async function filterFor(
	context: LoggingContext & { getTimezone(): string },
	tableId: string,
	conditions: readonly Condition[],
	match: Match,
): Promise<Filtered> {
	if (conditions.length === 0) return { filter: {} };
	const translate = async (missed?: Missed) => {
		const table = await knownTable(context, tableId, missed);
		return await translated(context, table, { conditions, match, missed });
	};
	return await withNews(translate, (answer) =>
		'filter' in answer ? [] : namesMissed(answer.refusals),
	);
}

async function translated(
	context: LoggingContext & { getTimezone(): string },
	{ structure }: KnownTable,
	{
		conditions,
		match,
		missed,
	}: { conditions: readonly Condition[]; match: Match; missed?: Missed },
): Promise<Filtered> {
	const found = conditions.map((condition) => conditionOn(condition, structure));
	const values = found.flatMap((condition) =>
		'known' in condition ? [[condition.known, condition.value] as const] : [],
	);
	const words = { ...(await wordsFor(context, values, missed)), hasBinary: () => false };
	const entries = found.map((one) => ('known' in one ? filterEntry(one, words) : one));
	const refusals = entries.flatMap((entry) => ('refusal' in entry ? [entry.refusal] : []));
	if (refusals.length > 0) return { refusals };
	const fields = entries.flatMap((entry) => ('entry' in entry ? [entry.entry] : []));
	return { filter: { operator: match === 'any' ? 'or' : 'and', fields } };
}
