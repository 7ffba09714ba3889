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
		description:
			'Manage the webhooks of SmartSuite, keep them alive and list the changes they stored',
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
