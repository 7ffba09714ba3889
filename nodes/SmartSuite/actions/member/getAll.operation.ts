import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { listMembers, listTeams } from '../../api';
import { asBoolean } from '../../methods';
import { limitFields } from '../fields';
import { limitOf, parametersOf } from '../operation';
import type { Operation } from '../operation';

export const getAll: Operation = {
	fields: [
		...limitFields,
		{
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			placeholder: 'Add option',
			default: {},
			options: [
				{
					displayName: 'Include Teams',
					name: 'includeTeams',
					type: 'boolean',
					default: false,
					description:
						"Whether to return the names of each member's teams, which costs one more API call",
				},
			],
		},
	],
	async execute(context, itemIndex) {
		const read = parametersOf(context, itemIndex);
		const limit = limitOf(context, itemIndex);
		const withTeams = asBoolean(
			context.getNode(),
			'Include Teams',
			read('options.includeTeams'),
			false,
		);
		const members = await listMembers(context, {});
		const teamsOf = withTeams ? await teamsByMember(context) : undefined;
		return members
			.filter(({ deleted }) => !deleted)
			.slice(0, limit)
			.map(({ id, name, email, status, role }): { json: IDataObject } => ({
				json: {
					name,
					email: email || null,
					status,
					role: role || null,
					...(teamsOf && { teams: teamsOf.get(id) ?? [] }),
					member_id: id,
				},
			}));
	},
};

/** Names of teams by member id. */
async function teamsByMember(context: IExecuteFunctions): Promise<ReadonlyMap<string, string[]>> {
	const byMember = new Map<string, string[]>();
	for (const { name, members } of await listTeams(context)) {
		for (const id of members) byMember.set(id, [...(byMember.get(id) ?? []), name]);
	}
	return byMember;
}
