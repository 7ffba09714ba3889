import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { expect, it } from 'vitest';

import { router } from '../../nodes/SmartSuite/actions/router.ts';
import { nodeWith } from './fake-context.mts';

/** Runs the action node where an expression, or an agent, gave the parameters. */
async function run(parameters: IDataObject) {
	const context = {
		getInputData: () => [{ json: {} }],
		getNode: () => nodeWith('1'),
		getNodeParameter: (name: string) => parameters[name],
		continueOnFail: () => false,
	};
	return await router(context as unknown as IExecuteFunctions);
}

it.each([
	['nothing', 'getAll'],
	['webhook', 'nothing'],
	['constructor', 'getAll'],
	['__proto__', 'getAll'],
	['webhook', 'constructor'],
	['webhook', '__proto__'],
	['webhook', 'toString'],
])('has only its own operations: %s, %s', async (resource, operation) => {
	await expect(run({ resource, operation })).rejects.toThrow(
		`SmartSuite nodes have no operation '${operation}' for '${resource}'`,
	);
});
