import type { IDataObject } from 'n8n-workflow';

import type { ChangeEvent } from '../../nodes/SmartSuite/api/index.ts';
import { viewed } from '../../nodes/SmartSuite/fields/index.ts';
import type { FakeContext } from './fake-context.mts';

/** The events as items by label, their values as they were sent. */
export async function byLabel(
	{ context }: Pick<FakeContext, 'context'>,
	events: ChangeEvent[],
): Promise<IDataObject[]> {
	return await viewed(context, events, { isSimple: true, fieldNames: 'label', values: 'raw' });
}
