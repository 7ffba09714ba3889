import * as fc from 'fast-check';
import { describe, it } from 'vitest';

import { getTable, listMembers, listTables } from '../../nodes/SmartSuite/api/metadata.ts';
import { listSolutions } from '../../nodes/SmartSuite/api/solutions.ts';
import type { Answer } from '../../nodes/SmartSuite/transport/answer.ts';
import { request, SmartSuiteError } from '../../nodes/SmartSuite/transport/index.ts';
import { CASES, checkPrototypes, isText, jsonWith, TIME_OUT_MS } from './arbitrary-json.mts';
import { fakeContext } from './fake-context.mts';
import type { FakeContext } from './fake-context.mts';
import { list } from './request-setup.mts';

const once = { ...list, isTriedOnce: true };

const BODY_KEYS = [
	'code',
	'msg',
	'message',
	'detail',
	'error',
	'items',
	'results',
	'data',
	'total',
];
const METADATA_KEYS = [
	...['id', 'name', 'hidden', 'structure', 'slug', 'label', 'field_type'],
	...['email', 'full_name', 'first_name', 'last_name', 'sys_root'],
];

const texts = fc.constantFrom('', 'Account ID is not valid', '<html><b>', '\u001b[31m<b>x</b>\n');

/** What any server may answer. */
const answers = (...keys: string[]): fc.Arbitrary<Answer> =>
	fc.record({
		statusCode: fc.oneof(
			fc.constantFrom(200, 201, 204, 302, 400, 401, 403, 404, 429, 500, 503),
			fc.integer({ min: 200, max: 599 }),
		),
		headers: fc.dictionary(fc.constantFrom('retry-after', 'location', '__proto__'), texts),
		body: fc.oneof(
			{ arbitrary: jsonWith(...BODY_KEYS, ...keys), weight: 5 },
			{ arbitrary: texts, weight: 1 },
		),
	});

/** Holds for as many answers as there have to be; nothing but a SmartSuiteError is ever thrown. */
async function holds(
	cases: fc.Arbitrary<Answer>,
	read: (fake: FakeContext) => Promise<boolean>,
): Promise<void> {
	const check = async (answer: Answer) => {
		const fake = fakeContext(() => answer);
		const isSo = await read(fake).catch((error: unknown) => isFitForThePanel(error));
		checkPrototypes();
		return isSo;
	};
	await fc.assert(fc.asyncProperty(cases, check), { numRuns: CASES });
}

/** An error of ours, in words that are nothing but text, and not too many. */
function isFitForThePanel(error: unknown): boolean {
	if (!(error instanceof SmartSuiteError)) throw error;
	const { message, description } = error;
	const isPlainText = isText(description) && !/[<\p{Cc}]/u.test(`${message}${description}`);
	return message !== '' && isPlainText && description.length < 1_000;
}

type Read = (context: FakeContext['context']) => Promise<boolean>;

/** Each tells whether all that it reads is of the type it should be. */
const readers: Read[] = [
	async (context) =>
		(await listSolutions(context)).every(({ id, name }) => [id, name].every(isText)),
	async (context) =>
		(await listTables(context, 's')).every(({ id, name }) => [id, name].every(isText)),
	async (context) =>
		(await listMembers(context)).every(({ id, name, email }) => [id, name, email].every(isText)),
	async (context) => {
		const { id, name, solutionId, fields } = await getTable(context, 't', { isTriedOnce: true });
		const texts = fields.flatMap(({ slug, label, type }) => [slug, label, type]);
		return [id, name, solutionId, ...texts].every(isText);
	},
];

describe(`${CASES.toLocaleString('en')} answers of any kind`, { timeout: TIME_OUT_MS }, () => {
	it('are JSON, or an error for the person in front of the panel', async () => {
		await holds(answers(), async ({ context }) => {
			const body = await request(context, once);
			return typeof body === 'object' && body !== null;
		});
	});

	it('give what dropdowns list, or such an error', async () => {
		let nth = 0;
		await holds(answers(...METADATA_KEYS), async ({ context }) => {
			const read = readers[nth++ % readers.length];
			return read !== undefined && (await read(context));
		});
	});
});
