import type { SmartSuiteContext } from '../transport';
import { callRest, envelope } from './rest';
import { asText } from './shape';

/** A group of members. */
export interface Team {
	id: string;
	name: string;
	/** Ids. */
	members: string[];
}

const MOST_TEAMS = 1_000;

/** The teams of the workspace (docs/internals/smartsuite.md section 3.4). */
export async function listTeams(context: SmartSuiteContext): Promise<Team[]> {
	const body = await callRest(context, {
		method: 'POST',
		path: '/teams/list/',
		query: { offset: 0, limit: MOST_TEAMS },
		body: { sort: [], filter: {} },
		about: 'list of teams',
	});
	return envelope(body).map(({ id, name, members }) => ({
		id: asText(id),
		name: asText(name) || asText(id),
		members: Array.isArray(members) ? members.map(asText) : [],
	}));
}
