import type { IDataObject } from 'n8n-workflow';

import type { Haste, SmartSuiteContext } from '../transport';
import { aboutTable, recordsPath } from './records';
import type { StoredRecord } from './records';
import { callRest, envelope } from './rest';
import { asText, listIn } from './shape';

/** Views of tables, which the API calls reports (docs/internals/smartsuite.md section 3.5). */

/** A view as SmartSuite describes it; `label` is its name, or its id where it has none. */
interface View extends IDataObject {
	id: string;
	label: string;
}

/** The views of a table that the token's owner sees. */
export async function listViews(
	context: SmartSuiteContext,
	tableId: string,
	haste: Haste = {},
): Promise<View[]> {
	const body = await callRest(context, {
		method: 'GET',
		path: '/reports/',
		query: { application: tableId },
		about: aboutTable(tableId),
		...haste,
	});
	return envelope(body).map((raw) => {
		const id = asText(raw.id);
		return { ...raw, id, label: asText(raw.label) || id };
	});
}

/** All records of a view at once, with their empty fields: SmartSuite gives them without paging. */
export async function listViewRecords(
	context: SmartSuiteContext,
	tableId: string,
	viewId: string,
): Promise<StoredRecord[]> {
	const body = await callRest(context, {
		method: 'GET',
		path: `${recordsPath(context, tableId)}-for-report/`,
		query: { report: viewId, with_empty_values: true },
		about: `view '${viewId}'`,
	});
	return listIn(body, 'records', 'items', 'results');
}
