import type { Haste, SmartSuiteContext } from '../transport';
import { LIST_HASTE, listed } from './metadata';
import type { Listed } from './metadata';
import { callRest, envelope } from './rest';
import { asText } from './shape';

/** A solution as far as people ask for it; it also has a secret for sharing, which stays here. */
export interface Solution extends Listed {
	/** Such as `in_development`. */
	status: string;
	/** How many; undefined where SmartSuite does not say. */
	tables?: number;
	records?: number;
	members?: number;
	/** ISO texts. */
	createdOn: string;
	updatedOn: string;
}

/** The solutions that the token's owner sees (docs/internals/smartsuite.md section 3.1). */
export async function listSolutions(
	context: SmartSuiteContext,
	haste: Haste = LIST_HASTE,
): Promise<Solution[]> {
	const about = 'list of solutions';
	const body = await callRest(context, { method: 'GET', path: '/solutions/', about, ...haste });
	return envelope(body).map((raw) => ({
		...listed(raw),
		status: asText(raw.status),
		tables: countIn(raw.applications_count),
		records: countIn(raw.records_count),
		members: countIn(raw.members_count),
		createdOn: asText(raw.created),
		updatedOn: asText(raw.updated),
	}));
}

const countIn = (value: unknown) => (typeof value === 'number' ? value : undefined);
