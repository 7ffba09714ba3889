import type { Answer, ApiRequest } from '../types.mts';
import type { World } from '../world.mts';

/** Serves one method of one path; `params` are the ids in the path. */
export type Handler = (world: World, params: Record<string, string>, request: ApiRequest) => Answer;

/** Thrown to answer at once. */
export class RestRefusal extends Error {
	constructor(readonly answer: Answer) {
		super(answer.body);
	}
}

export function json(body: unknown, status = 200): Answer {
	return { status, contentType: 'application/json', body: JSON.stringify(body) };
}

/** The thing, or 404 in the words of Django REST Framework. */
export function found<Thing>(thing: Thing | undefined): Thing {
	if (thing === undefined) throw new RestRefusal(json({ detail: 'Not found.' }, 404));
	return thing;
}
