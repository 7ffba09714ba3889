import { NodeConnectionTypes } from 'n8n-workflow';
import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';

import { properties, router, subtitle } from './actions/router';
import { methods } from './methods';

export class SmartSuite implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'SmartSuite',
		name: 'smartSuite',
		icon: {
			light: 'file:../../icons/smartsuite.svg',
			dark: 'file:../../icons/smartsuite.dark.svg',
		},
		group: ['transform'],
		version: 1,
		subtitle,
		description: 'Read and write the records of SmartSuite, their files and comments',
		defaults: { name: 'SmartSuite' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		usableAsTool: true,
		credentials: [{ name: 'smartSuiteApi', required: true, testedBy: 'testCredential' }],
		properties,
	};

	methods = methods;

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return [await router(this)];
	}
}
