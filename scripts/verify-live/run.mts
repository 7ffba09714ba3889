import type { Field } from '../../nodes/SmartSuite/api/metadata.ts';
import { isOk, type Answer, type Call, type Client } from './client.mts';
import type { Findings } from './findings.mts';
import type { Timing } from './limits.mts';
import type { Marks } from './marks.mts';
import type { Belongings } from './belongings.mts';
import type { Receiver } from './receiver.mts';

/** Where records are written. */
export interface Place {
	solutionId: string;
	tableId: string;
	/** Slug of the field that names records. */
	titleSlug: string;
	/** In the table's order. */
	fields: Field[];
}

/** What all checks of one run share. */
export interface Run {
	accountId: string;
	place: Place;
	client: Client;
	findings: Findings;
	belongings: Belongings;
	marks: Marks;
	/** Where pings arrive; without one there are none. */
	receiver?: Receiver;
	timing: Timing;
	signal: AbortSignal;
}

/** A call of the webhooks engine. */
export async function rpc(
	{ client }: Pick<Run, 'client'>,
	method: string,
	body: unknown,
	more: Partial<Call> = {},
): Promise<Answer> {
	const path = `/smartsuite.webhooks.engine.Webhooks/${method}`;
	return await client.send({ host: 'webhooks', method: 'POST', path, body, name: method, ...more });
}

/** A call of the REST API; `name` is how the report calls it. */
export async function rest(
	{ client }: Pick<Run, 'client'>,
	name: string,
	path: string,
	body?: unknown,
	more: Partial<Call> = {},
): Promise<Answer> {
	const [method = 'GET'] = name.split(' ');
	return await client.send({ host: 'api', method, path: `/api/v1${path}`, body, name, ...more });
}

/** The answer, if it is one of success. */
export function accepted(answer: Answer, name: string): Answer {
	if (isOk(answer)) return answer;
	throw new Error(`${name} was answered with ${answer.status}`);
}
