import type { INodeListSearchItems } from 'n8n-workflow';

import { credentialIdOf, readAccount, rememberRecent } from '../transport';
import type { SmartSuiteContext } from '../transport';

/** One line of a dropdown. */
export type Choice = INodeListSearchItems;

interface Remembered {
	credentialId: string;
	list: Promise<Choice[]>;
	until: number;
}

/** Each reading costs the user's monthly quota, and the editor asks anew with each letter typed. */
const MEMORY_MS = 60_000;
const MOST_LISTS = 200;

/** Lists by credential and what was asked. Lost at a restart: then they are read again. */
const remembered = new Map<string, Remembered>();

/**
 * A list for a dropdown, read once a minute at most; who asks meanwhile shares the reading. A failed
 * one is not remembered, and a changed credential counts at once.
 * @throws what reading throws; NodeOperationError when the credential is incomplete
 */
export async function readOnce(
	context: SmartSuiteContext,
	what: string,
	read: () => Promise<Choice[]>,
): Promise<Choice[]> {
	const credentialId = credentialIdOf(context);
	const key = JSON.stringify([credentialId, await readAccount(context), what]);
	const known = remembered.get(key);
	if (known && Date.now() < known.until) return await known.list;
	const entry: Remembered = { credentialId, list: read(), until: Infinity };
	rememberRecent(remembered, key, entry, MOST_LISTS);
	return await entry.list.then(
		(list) => {
			entry.until = Date.now() + MEMORY_MS;
			return list;
		},
		(error: unknown) => {
			if (remembered.get(key) === entry) remembered.delete(key);
			throw error;
		},
	);
}

/** Makes the next dropdowns of this credential read anew: we have changed what they list. */
export function forgetLists(context: SmartSuiteContext): void {
	const id = credentialIdOf(context);
	for (const [key, { credentialId }] of remembered) if (credentialId === id) remembered.delete(key);
}
