import type { INodeProperties, TriggerPanelDefinition } from 'n8n-workflow';

import {
	allowPrivateAddressParameter,
	eventsParameter,
	fieldNamesParameter,
	simplifyParameter,
	solutionParameter,
	valuesParameter,
	watchParameters,
} from '../methods';

const TEST =
	'<b>To test</b>, click "Execute step", then create, change or delete a record in SmartSuite. It shows up here within seconds.';
const NOTHING_COMES =
	"<b>Nothing comes?</b> SmartSuite sends from the internet: n8n needs a public address (N8N_WEBHOOK_URL, before n8n 2.41 WEBHOOK_URL). Check that the change is in a solution, table and event type selected here. Changes made before you started listening aren't sent. To list them, use <b>Event > Get Many</b> in the SmartSuite node.";
const COST =
	'<b>API calls</b>: about six for a test. Published, one or two for each burst of changes and two a day to keep the webhook alive.';
const EXECUTIONS = 'in the <a data-key="executions">executions list</a>, not here';

/** What stands beside the trigger's parameters: how to try it, and what it costs. */
export const triggerPanel: TriggerPanelDefinition = {
	header: 'Wait for records to change in SmartSuite',
	executionsHelp: {
		inactive: help(
			`<b>When your test works</b>, publish the workflow. Every change then starts it. You can see these executions ${EXECUTIONS}.`,
		),
		active: help(
			`If nothing changes for half a minute, you get the latest changes that the published workflow received.<br /><br /><b>The workflow is published</b>, so every change also starts it. You can see these executions ${EXECUTIONS}.`,
		),
	},
	activationHint: {
		inactive:
			'Click, then change a record in SmartSuite. Publish the workflow to have it listen all the time.',
		active: `The workflow is published, so changes already start it. You can see these executions ${EXECUTIONS}.`,
	},
};

function help(ofThisState: string): string {
	return [TEST, ofThisState, NOTHING_COMES, COST].join('<br /><br />');
}

/** The trigger node's parameters; workflows depend on their names. */
export const triggerParameters: INodeProperties[] = [
	solutionParameter,
	eventsParameter,
	...watchParameters,
	simplifyParameter,
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [
			allowPrivateAddressParameter,
			fieldNamesParameter,
			{
				displayName: 'Ignore Member Names or IDs',
				name: 'ignoreMembers',
				type: 'multiOptions',
				typeOptions: { loadOptionsMethod: 'getMembers' },
				default: [],
				hint: "Changes by these members don't start the workflow. If this workflow updates records itself, ignore the owner of the API token.",
				description:
					'Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
			},
			{
				displayName: 'Keep-Alive Hours',
				name: 'keepAliveHours',
				type: 'number',
				typeOptions: { minValue: 0, maxValue: 144 },
				default: 24,
				description:
					'How often to renew the webhook, which otherwise expires after seven days without changes. Each renewal uses two API calls, or three if you selected tables or fields. 0 turns this off.',
			},
			{
				displayName: 'Pull Interval',
				name: 'pullInterval',
				type: 'number',
				typeOptions: { minValue: 0, maxValue: 5 },
				default: 1,
				description:
					'Minimum number of seconds between two requests for new events. The first change after a quiet time is never delayed.',
			},
			valuesParameter,
		],
	},
];
