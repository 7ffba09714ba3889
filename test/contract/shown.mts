import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { expect } from 'vitest';
import { byId } from './world.mts';

export const NOTIFICATION_URL = 'https://n8n.example.com/webhook/changes';

interface Shown {
	message: string;
	description: string;
	context: IDataObject;
}

/** What the panel shows of a failed run. */
export async function shown(run: Promise<unknown>): Promise<Shown> {
	return await run.then(
		() => expect.fail('It should not have worked'),
		(error: unknown) => error as Shown,
	);
}

/** The parameters of a webhook operation in a solution. */
export const inSolution = (id: string, operation: string, more: INodeParameters = {}) => ({
	resource: 'webhook',
	operation,
	solution: byId(id),
	...more,
});
