import { membersOf } from '../leftovers.mts';
import type { Field } from '../types.mts';
import { json, type Handler } from './answers.mts';
import { objectIn, page, pagingOf } from './request.mts';
import { search } from './search.mts';

/** What members and teams can be searched and sorted by. */
const PEOPLE: Field[] = [
	['id', 'Member ID', 'recordidfield'],
	['full_name', 'Full Name', 'fullnamefield'],
	['email', 'Email', 'emailfield'],
	['job_title', 'Job Title', 'textfield'],
	['name', 'Name', 'textfield'],
].map(([slug = '', label = '', field_type = '']) => ({ slug, label, field_type, params: {} }));

/** Limit 100 by default, 1000 at most (docs/internals/smartsuite.md 3.4). */
export const listMembers: Handler = (world, _params, request) => {
	const { filter } = objectIn(request);
	if (filter !== undefined && JSON.stringify(filter) !== '{}')
		return searchMembers(world, {}, request);
	const paging = pagingOf(request, 100);
	const members = membersOf(world);
	return json({ items: page(members, paging), total: members.length, ...paging, time: 1 });
};

/** Members as records of a table, which several clients ask for. */
export const searchMembers: Handler = (world, _params, request) =>
	search(world, { structure: PEOPLE }, membersOf(world), request);

export const listTeams: Handler = (world, _params, request) =>
	search(world, { structure: PEOPLE }, world.teams, request);

/** The owner of the token. */
export const currentMember: Handler = ({ caller }) => json(caller);
