import type { IExecuteFunctions } from 'n8n-workflow';

import type { StoredRecord } from '../../api';
import { keepMade, takeMade } from '../made-before';
import type { Results } from './results';

/** What a run did that must not be done twice. */
export interface Done {
	/** The records that were created, by the index of the item. */
	made: Map<number, StoredRecord>;
	/** The files that were uploaded, each by item, record, field and binary property. */
	uploaded: Map<string, true>;
}

const RECORDS = 'records';
const UPLOADS = 'uploads';

/**
 * Runs the operation with what an earlier try of the same run did, and keeps what it does for the next one where
 * anything fails: n8n tries again where the first item that the node gives is an error, too (n8n-core,
 * workflow-execute.js, checkFailure).
 */
export async function knowingEarlierTry(
	context: IExecuteFunctions,
	results: Results,
	run: (done: Done) => Promise<void>,
): Promise<void> {
	const made = new Map(takeMade<number, StoredRecord>(context, RECORDS));
	const uploaded = new Map(takeMade<string, true>(context, UPLOADS));
	let isWhole = false;
	try {
		await run({ made, uploaded });
		isWhole = !results.hasFailures;
	} finally {
		if (!isWhole) {
			keepMade(context, RECORDS, made);
			keepMade(context, UPLOADS, uploaded);
		}
	}
}
