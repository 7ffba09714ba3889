import type { Webhook } from '../../nodes/SmartSuite/api/webhook.ts';
import { Belongings } from './belongings.mts';
import { readSolutions, readTable, readTables, type Named } from './checks/workspace.mts';
import type { Part } from './limits.mts';
import { isOurs } from './marks.mts';
import type { Person } from './person.mts';
import { isReachable, type Receiver } from './receiver.mts';
import type { Place, Run } from './run.mts';
import { readWebhooks } from './webhook-list.mts';

export interface Prepared {
	place: Place;
	/** For the person only. */
	names: { solution: string; table: string };
	publicUrl: string | undefined;
	/** Webhooks of the solution that are not ours. */
	others: Webhook[];
}

/** Finds out where to write and where pings come to. Changes nothing but what is left of earlier runs. */
export async function prepare(
	asking: Pick<Run, 'client' | 'findings' | 'timing'>,
	person: Person,
	{ parts, receiver }: { parts: readonly Part[]; receiver: Receiver },
): Promise<Prepared> {
	const solutions = await readSolutions(asking);
	const solutionId = await person.chooseSolution(solutions);
	const tables = await readTables(asking, solutionId);
	const tableId = await person.chooseTable(tables);
	const { titleSlug, hasOwnTitles, fields } = await readTable(asking, tableId);
	if (!hasOwnTitles) {
		throw new Error('SmartSuite itself makes the titles of this table: choose another one.');
	}
	const place = { solutionId, tableId, titleSlug, fields };
	const others = await withoutLeftovers(asking, person, place);
	const hasPings = parts.includes('webhooks');
	const publicUrl = hasPings ? await person.publicUrl(receiver.port) : undefined;
	if (publicUrl && !(await isReachable(publicUrl))) {
		person.tell(
			`The public URL does not lead to port ${receiver.port} as seen from here; pings may still come.`,
		);
	}
	const names = { solution: nameIn(solutions, solutionId), table: nameIn(tables, tableId) };
	return { place, names, publicUrl, others };
}

/** The webhooks of others; those of a run that could not clean up are deleted, if the person agrees. */
async function withoutLeftovers(
	{ client, timing }: Pick<Run, 'client' | 'timing'>,
	person: Person,
	place: Place,
): Promise<Webhook[]> {
	const { webhooks } = await readWebhooks({ client }, place.solutionId);
	const leftovers = webhooks.filter((webhook) => isOurs(webhook));
	if (leftovers.length > 0) {
		const question = `${leftovers.length} webhooks of an earlier run of verify:live are still there. Delete them, and its records?`;
		if (await person.agrees(question)) {
			const belongings = new Belongings();
			await belongings.adopt(client, place, undefined, true);
			const left = await belongings.cleanUp(client, place, timing.cleanUpDelaysMs);
			person.tell(left.length === 0 ? 'They are gone.' : `Still there: ${left.join(', ')}`);
		}
	}
	return webhooks.filter((webhook) => !leftovers.includes(webhook));
}

const nameIn = (list: Named[], id: string) => list.find((one) => one.id === id)?.name ?? id;
