import { describe, expect, it } from 'vitest';
import type { IDataObject } from 'n8n-workflow';
import type { Emulator, Fault } from '../emulator/index.mts';
import { execute, load, search } from './action.mts';
import { fastForward } from './fast-forward.mts';
import { startN8n } from './n8n.mts';
import { inSolution, shown } from './shown.mts';
import { byId, credentialFor, emulate } from './world.mts';

interface Situation {
	situation: string;
	credential?: IDataObject;
	fault?: Fault;
	message: RegExp;
	advice: RegExp;
}

const HTML = '<!DOCTYPE html><html><body>Please sign in</body></html>';
const CHECK_HOST = /^Check the (API|Webhooks) URL in the credential/;

const situations: Situation[] = [
	{
		situation: 'a wrong token',
		credential: { apiToken: 'nonsense' },
		message: /^SmartSuite does not accept the API token$/,
		advice: /^Create a new API key in SmartSuite/,
	},
	{
		situation: 'a wrong workspace',
		credential: { accountId: 'sxxxxxxx' },
		message: /^SmartSuite does not know the workspace 'sxxxxxxx'$/,
		advice: /^Check the Account ID in the credential/,
	},
	{
		situation: 'no rights',
		fault: { status: 403, body: { code: 'permission_denied', msg: 'not allowed' } },
		message: /^SmartSuite does not allow access to (solution|list)/,
		advice:
			/^Everything is done with the rights of the token's owner.*SmartSuite says: not allowed$/,
	},
	{
		situation: 'too many calls, or a quota used up',
		fault: { status: 429, headers: { 'Retry-After': '600' } },
		message: /^SmartSuite temporarily blocks this API token$/,
		advice: /monthly API quota is used up\. Wait a minute/,
	},
	{
		situation: 'a host that cannot be reached',
		credential: { apiUrl: 'http://127.0.0.1:9', webhooksUrl: 'http://127.0.0.1:9' },
		message: /^SmartSuite cannot be reached at http:\/\/127\.0\.0\.1:9 \(ECONNREFUSED\)$/,
		advice: CHECK_HOST,
	},
	{
		situation: "a proxy's page",
		fault: { status: 403, body: HTML, contentType: 'text/html' },
		message: /^http:\/\/127\.0\.0\.1:\d+ answered 403 with a web page$/,
		advice: CHECK_HOST,
	},
	{
		situation: 'a sign-in page in the place of data',
		fault: { status: 200, body: HTML, contentType: 'text/html' },
		message:
			/^http:\/\/127\.0\.0\.1:\d+ answered with a web page where SmartSuite's data was expected$/,
		advice: CHECK_HOST,
	},
];

/** An account in this situation, and the demo solution. */
async function account({ credential, fault }: Situation) {
	const emulator = await emulate();
	if (fault) emulator.faults.next({}, fault, Infinity);
	return { emulator, credential: credentialFor(emulator, credential) };
}

type Account = Awaited<ReturnType<typeof account>>;

const chosen = ({ solution }: Emulator) => ({ solution: byId(solution.id) });

async function draft({ emulator, credential }: Account) {
	return (await startN8n()).host(credential, chosen(emulator));
}

/** What the user does, wherever an error may show. */
const places: Record<string, (at: Account) => Promise<unknown>> = {
	'in a search box': async ({ credential }) => await search(credential, 'searchSolutions'),
	'in the box of webhooks': async ({ credential, emulator }) =>
		await search(credential, 'searchWebhooks', chosen(emulator)),
	'in the action node': async ({ credential, emulator }) =>
		await execute(credential, inSolution(emulator.solution.id, 'getAll')),
	'while listening': async (at) => await (await draft(at)).listen(),
	'while publishing': async (at) => await (await draft(at)).call('create'),
};

describe.each(Object.entries(places))('the panel %s', (_, act) => {
	it.each(situations)('says of $situation what happened and what to do', async (situation) => {
		const at = await account(situation);
		const { message, description } = await fastForward(async () => await shown(act(at)));
		expect({ message, description }).toEqual({
			message: expect.stringMatching(situation.message) as string,
			description: expect.stringMatching(situation.advice) as string,
		});
	});
});

describe('a dropdown of options, which shows no description,', () => {
	it.each(situations)('says all of it in one for $situation', async (situation) => {
		const { credential } = await account(situation);
		const { message } = await shown(load(credential, 'getMembers'));
		const [happened, ...advice] = message.split(/\. (?=Create|Check|Everything|More)/);
		expect(happened).toMatch(situation.message);
		expect(advice.join('. ')).toMatch(situation.advice);
	});

	it.each(situations)('tries once only, for $situation', async (situation) => {
		const { credential, emulator } = await account(situation);
		await shown(load(credential, 'getMembers'));
		expect(emulator.calls.length).toBeLessThanOrEqual(1);
	});
});
