import { describe, expect, it } from 'vitest';
import { changesIn, eachOnce } from './changes.mts';
import { pass, stopTime } from './fast-forward.mts';
import type { Astray } from './n8n.mts';
import { emulate, onlyWebhookId, ping, watching } from './world.mts';

const MINUTE_MS = 60_000;

const ASTRAY: Array<[string, Astray]> = [
	['a login page', { status: 200, body: '<html>Sign in</html>' }],
	['nothing but 200', { status: 200 }],
	['403', { status: 403 }],
	['a redirect', { status: 302, headers: { location: 'https://login.example.com/' } }],
	['a 502 of a proxy', { status: 502, body: 'Bad Gateway' }],
	['a 502 without a body', { status: 502 }],
	["n8n's own 404", { status: 404, body: '{"code":404,"message":"not registered"}' }],
	['no connection', 'nothing'],
];

/** A published workflow that reaches itself no more; SmartSuite does. */
async function cutOff(astray: Astray) {
	stopTime();
	const emulator = await emulate({ switches: { pingsRetryOn: 'never' } });
	const workflow = await watching(emulator);
	await workflow.startTrigger('activate');
	await pass(MINUTE_MS);
	workflow.fromItself = astray;
	return { emulator, workflow, changes: changesIn(emulator) };
}

describe.each(ASTRAY)('where n8n gets %s from its own address', (_, astray) => {
	it('the rest of a backlog arrives', async () => {
		const { emulator, workflow, changes } = await cutOff(astray);
		emulator.switches.lostPings = 1;
		changes.make(699);
		emulator.switches.lostPings = 0;
		changes.make(1);
		await pass(MINUTE_MS);
		expect(changes.tallyOf(workflow)).toEqual(eachOnce(700));
		await workflow.stopTrigger();
	});

	it('what SmartSuite could not give at first arrives, and one line says why it was late', async () => {
		const { emulator, workflow, changes } = await cutOff(astray);
		emulator.faults.next({ rpc: 'ListEvents' }, { status: 503 }, 8);
		changes.make(1);
		await pass(10 * MINUTE_MS);
		expect(changes.tallyOf(workflow)).toEqual(eachOnce(1));
		changes.make(2);
		await pass(MINUTE_MS);
		expect(changes.tallyOf(workflow)).toEqual(eachOnce(3));
		await workflow.stopTrigger();
	});
});

it('what changed while n8n was down arrives though it cannot reach itself after the start', async () => {
	const { emulator, workflow, changes } = await cutOff({ status: 403 });
	changes.make(1);
	await pass(MINUTE_MS);
	await workflow.stopTrigger();
	workflow.serving = 'nothing';
	changes.make(3);
	await pass(MINUTE_MS);
	workflow.serving = 'webhooks';
	await workflow.restart();
	await workflow.startTrigger();
	await pass(5 * MINUTE_MS);
	expect(changes.tallyOf(workflow)).toEqual(eachOnce(4));
	// Static data is older than that until the next ping, and a restart repeats nothing all the same.
	await workflow.stopTrigger();
	await workflow.restart();
	await workflow.startTrigger();
	await pass(5 * MINUTE_MS);
	expect(changes.tallyOf(workflow)).toEqual(eachOnce(4));
	expect(onlyWebhookId(emulator)).toBe(workflow.place.webhookId);
	await workflow.stopTrigger();
});

it('in a process that only serves pings one line says that the rest waits', async () => {
	stopTime();
	const emulator = await emulate({ switches: { pingsRetryOn: 'never' } });
	const workflow = await watching(emulator);
	workflow.fromItself = { status: 403 };
	const changes = changesIn(emulator);
	emulator.switches.lostPings = 1;
	changes.make(700);
	await pass(MINUTE_MS);
	for (let n = 0; n < 3; n++) {
		void ping(workflow, { webhookId: onlyWebhookId(emulator) });
		await pass(MINUTE_MS);
	}
	expect(changes.tallyOf(workflow)).toEqual(eachOnce(700));
	const said = workflow.warnings.filter(({ message }) => message.includes('answered 403'));
	expect(said.length).toBe(1);
});

const UNKNOWN = 'Unrecognized node type: n8n-nodes-smartsuite.smartSuiteTrigger';
const LACKING: Astray = { status: 400, body: JSON.stringify({ code: 0, message: UNKNOWN }) };
const WHAT = 'does not have the package n8n-nodes-smartsuite';
const ADVICE = 'Install n8n-nodes-smartsuite in every process of n8n';

it('in main a failed execution says that the process which takes the pings lacks the package', async () => {
	const { workflow } = await cutOff(LACKING);
	await workflow.stopTrigger();
	await workflow.moveToAnotherProcess();
	const { savedStaticData } = workflow;
	const [isBeside, isNot] = [true, false].map((is) => `"isBesideTrigger":${is}`) as [
		string,
		string,
	];
	workflow.savedStaticData = savedStaticData.replace(isBeside, isNot);
	await workflow.publish('init');
	await workflow.startTrigger();
	await pass(5 * MINUTE_MS);
	const message = `The n8n process that answers at ${workflow.webhookUrl} ${WHAT}`;
	expect(workflow.failures).toMatchObject([
		{ message, description: expect.stringContaining(ADVICE) as string },
	]);
	await workflow.stopTrigger();
});

it('in a process that only serves pings one line a day says that another one lacks the package', async () => {
	const { emulator, workflow } = await cutOff(LACKING);
	await workflow.stopTrigger();
	await workflow.moveToAnotherProcess();
	emulator.faults.next({ rpc: 'ListEvents' }, { status: 503 }, 20);
	void ping(workflow, { webhookId: onlyWebhookId(emulator) });
	await pass(60 * MINUTE_MS);
	const said = workflow.warnings.filter(({ message }) => message.includes(WHAT));
	expect(said.map(({ message }) => message)).toEqual([expect.stringContaining(ADVICE)]);
	expect(workflow.failures).toEqual([]);
});
