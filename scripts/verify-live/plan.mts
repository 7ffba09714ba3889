import { BURST, MOST_CALLS, type Part } from './limits.mts';

interface Plan {
	solution: string;
	table: string;
	parts: readonly Part[];
	hasPings: boolean;
	provokes: boolean;
}

/** What a run is about to do, for the person who is asked. */
export function describePlan(plan: Plan): string {
	const { parts } = plan;
	const each = parts.length > 1 ? ' for each of the two' : '';
	const lines = [
		...(parts.includes('webhooks') ? aboutWebhooks(plan) : []),
		...(parts.includes('records') ? aboutRecords(plan) : []),
		`make fewer than ${MOST_CALLS + 1} calls${each}, which count against the monthly quota, in less than ${MINUTES[parts.join()]} minutes`,
	];
	return `This will

${lines.map((line) => `  - ${line}`).join('\n')}

Automations of that table run for these changes as for any other: take one where they do no harm.
What it makes is named "n8n-nodes-smartsuite-verify-live" and goes again, also after Ctrl-C or a failure.
No other record, no field and no choice is touched.
Token, ids, names and texts stay here: the report has none of them.
`;
}

/** In words, by the parts of a run (test/live/limits.test.mts). */
const MINUTES: Record<string, string> = {
	webhooks: 'three',
	records: 'two',
	'webhooks,records': 'five',
};

function aboutWebhooks({ solution, table, hasPings, provokes }: Plan): string[] {
	const webhooks = hasPings ? 'five' : 'two';
	const burst = BURST.engine + BURST.api;
	return [
		`about webhooks: create a record in the table "${table}", change its title three times and delete it; it ends in the trash of the solution`,
		`create ${webhooks} webhooks in the solution "${solution}", and delete them`,
		hasPings
			? 'receive their pings, and leave some unanswered to see which come again'
			: 'receive no pings: what is open about them stays open',
		...(provokes
			? [
					`at last make ${burst} calls at once, so that SmartSuite refuses all calls with this token for half a minute, also those of others who use it`,
				]
			: []),
	];
}

function aboutRecords({ solution, table }: Plan): string[] {
	return [
		`about records: create up to six records in the table "${table}", write a value of each type of field into one of them, also wrong ones, and yourself where it has a field for members; delete one and restore it, and delete all of them: they end in the trash`,
		'let SmartSuite fetch two small texts of www.rfc-editor.org, if the table has a field for files',
		`create a webhook in the solution "${solution}", and delete it`,
	];
}
