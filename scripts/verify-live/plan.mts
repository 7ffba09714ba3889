import { BURST, MOST_CALLS } from './limits.mts';

interface Plan {
	solution: string;
	table: string;
	hasPings: boolean;
	provokes: boolean;
}

/** What a run is about to do, for the person who is asked. */
export function describePlan({ solution, table, hasPings, provokes }: Plan): string {
	const webhooks = hasPings ? 'five' : 'two';
	const burst = BURST.engine + BURST.api;
	const lines = [
		`create a record in the table "${table}", change its title three times and delete it; it ends in the trash of the solution`,
		`create ${webhooks} webhooks in the solution "${solution}", and delete them`,
		hasPings
			? 'receive their pings, and leave some unanswered to see which come again'
			: 'receive no pings: what is open about them stays open',
		`make fewer than ${MOST_CALLS + 1} calls, which count against the monthly quota, in less than three minutes`,
		...(provokes
			? [
					`at last make ${burst} calls at once, so that SmartSuite refuses all calls with this token for half a minute, also those of others who use it`,
				]
			: []),
	];
	return `This will

${lines.map((line) => `  - ${line}`).join('\n')}

Automations of that table run for these changes as for any other: take one where they do no harm.
What it makes is named "n8n-nodes-smartsuite-verify-live" and goes again, also after Ctrl-C or a failure.
Token, ids, names and texts stay here: the report has none of them.
`;
}
