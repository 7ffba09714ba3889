import type { INodeProperties, TriggerPanelDefinition } from 'n8n-workflow';

import {
	eventsParameter,
	fieldNamesParameter,
	simplifyParameter,
	solutionParameter,
	watchParameters,
} from '../methods';

const TEST =
	'<b>To test</b>, click "Execute step", then create, change or delete a record in SmartSuite. It shows up here within seconds.';
const NOTHING_COMES =
	"<b>Nothing comes?</b> SmartSuite sends from the internet: n8n needs a public address (WEBHOOK_URL). Look also whether the change is in the solution, the tables and the events chosen here. What changed before you listened does not come; the SmartSuite node's Event: Get Many lists it.";
const COST =
	'<b>API calls</b>: about six for a test. Published, one or two for each burst of changes and two a day to keep the webhook alive.';
const EXECUTIONS = 'in the <a data-key="executions">executions list</a>, not here';

/** What stands beside the trigger's parameters: how to try it, and what it costs. */
export const triggerPanel: TriggerPanelDefinition = {
	header: 'Wait for records to change in SmartSuite',
	executionsHelp: {
		inactive: help(
			`<b>To run it for good</b>, publish the workflow. Each change then starts it; these executions show up ${EXECUTIONS}.`,
		),
		active: help(
			`If nothing changes for half a minute, you get the newest changes that the published workflow had.<br /><br /><b>The workflow is published</b>, so each change starts it as well; these executions show up ${EXECUTIONS}.`,
		),
	},
	activationHint: {
		inactive:
			'Click, then change a record in SmartSuite. Publish the workflow to have it listen all the time.',
		active: `Changes start this workflow also without listening; you see that ${EXECUTIONS}.`,
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
			fieldNamesParameter,
			{
				displayName: 'Ignore Member Names or IDs',
				name: 'ignoreMembers',
				type: 'multiOptions',
				typeOptions: { loadOptionsMethod: 'getMembers' },
				default: [],
				hint: 'Changes by these members start nothing. Ignore the owner of the API token if this workflow changes records itself.',
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
					'How often to keep the webhook from expiring after seven idle days. Costs two API calls each time, or three if tables or fields are chosen. 0 switches it off.',
			},
			{
				displayName: 'Pull Interval',
				name: 'pullInterval',
				type: 'number',
				typeOptions: { minValue: 0, maxValue: 5 },
				default: 1,
				description:
					'Least number of seconds between two calls for new events. The first ping after a quiet time is never delayed.',
			},
		],
	},
];
