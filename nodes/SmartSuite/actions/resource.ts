import { updateDisplayOptions } from 'n8n-workflow';
import type { INodeProperties } from 'n8n-workflow';

import type { Operation } from './operation';

/** A resource of the action node: the choice of operations and what each of them is. */
export interface Resource {
	choice: INodeProperties;
	operations: Record<string, Operation>;
}

/** The fields of a resource, each shown only where it matters. */
export function fieldsOf(name: string, { choice, operations }: Resource): INodeProperties[] {
	const fields = Object.entries(operations).flatMap(([operation, { fields }]) =>
		updateDisplayOptions({ show: { resource: [name], operation: [operation] } }, fields),
	);
	return [...updateDisplayOptions({ show: { resource: [name] } }, [choice]), ...fields];
}
