import type { IDataObject } from 'n8n-workflow';

import { request, SmartSuiteError } from '../transport';
import type { Call, SmartSuiteContext } from '../transport';
import { listIn } from './shape';

/**
 * A call of the REST API; `path` is below `/api/v1` and ends in a slash (docs/internals/smartsuite.md section 3), and
 * `repeatable` is true unless it says otherwise.
 */
export type RestCall = Omit<Call, 'host' | 'repeatable'> & Partial<Pick<Call, 'repeatable'>>;

/** @returns the parsed JSON of the answer. @throws SmartSuiteError */
export async function callRest(
	context: SmartSuiteContext,
	{ path, repeatable = true, ...call }: RestCall,
): Promise<unknown> {
	return await request(context, { host: 'api', path: `/api/v1${path}`, repeatable, ...call });
}

/**
 * An id as a part of a path.
 * @param thing what it is the id of, for the message: "table"
 * @throws SmartSuiteError for an empty one and for dots, which would lead elsewhere
 */
export function inPath(context: SmartSuiteContext, thing: string, id: string): string {
	if (!/^\.*$/.test(id)) return encodeURIComponent(id);
	throw new SmartSuiteError(context.getNode(), {
		kind: 'missing',
		message: `SmartSuite has no ${thing} '${id}'`,
		description: 'Choose another one from the list.',
		passing: false,
	});
}

/** A bare array, or wrapped as some clients saw it (docs/internals/smartsuite.md section 3.2). */
export function envelope(body: unknown): IDataObject[] {
	return listIn(body, 'items', 'results', 'data');
}
