import type { INodeParameters } from 'n8n-workflow';
import { createRecord, deleteRecord, updateRecord } from '../emulator/records.mts';
import { setSwitches } from '../emulator/switches.mts';
import { changeWebhook } from '../emulator/webhooks.mts';
import type { StoredWorkflow } from './database.mts';
import type { Life, Trouble } from './life.mts';

/** Draws numbers from the seed. */
export interface Draw {
	number: (least: number, most: number) => number;
	/** Small ones are likelier; up to the most. */
	upTo: (most: number) => number;
	of: <Choice>(...choices: Choice[]) => Choice;
}

/** One kind of thing that happens in a life. What it is drawn `with` is plain JSON. */
interface Kind<Given> {
	/** How often it is drawn, beside the others. */
	weight: number;
	draw: (draw: Draw) => Given;
	does: (life: Life, given: Given) => void;
}

const kind = <Given,>(weight: number, draw: (draw: Draw) => Given, does: Kind<Given>['does']) => ({
	weight,
	draw,
	does,
});

const SECOND_MS = 1_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

const RPCS = ['ListEvents', 'ListWebhooks', 'CreateWebhook', 'UpdateWebhook', 'DeleteWebhook'];

/** Sorts of answers that are none. */
const drawTrouble = (draw: Draw): Trouble['does'] =>
	draw.of<() => Trouble['does']>(
		() => ({ status: draw.number(400, 599), body: draw.of('', '<html>no</html>', '{"msg":"no"}') }),
		() => ({ status: draw.of(400, 401, 403, 404, 408, 429, 500, 502, 503), body: '' }),
		() => ({ status: 200, body: '<html>Sign in</html>' }),
		() => draw.of('reset', 'reset-after', 'hang', 'hang-after', 'cut'),
		() => ({ slowMs: draw.upTo(40_000) }),
	)();

const which = (draw: Draw) => ({ workflow: draw.number(0, 3) });

function changed(workflow: StoredWorkflow, parameters: INodeParameters) {
	const { node } = workflow;
	return { ...node, parameters: { ...node.parameters, ...parameters } };
}

/** One of the webhooks that point at a workflow, as somebody at SmartSuite meets it. */
function someWebhook(life: Life, given: { workflow: number }) {
	return life.webhooksOf(life.workflow(given.workflow))[0];
}

/** What can happen. */
export const happenings = {
	change: kind(
		30,
		(draw) => ({ count: 1 + draw.upTo(20), kind: draw.of('create', 'create', 'update', 'delete') }),
		(life, { count, kind: what }: { count: number; kind: string }) => {
			const { smartSuite } = life;
			const [table] = smartSuite.tables;
			if (!table) return;
			const author = { by: smartSuite.worker.id };
			const left = [...(smartSuite.records.get(table.id)?.values() ?? [])].filter(
				({ deleted_date }) => !(deleted_date as { date: unknown }).date,
			);
			for (let n = 0; n < count; n++) {
				const record = left.at(-1 - n);
				if (what === 'create' || !record) {
					createRecord(smartSuite, table.id, { title: `${life.time.now} ${n}` }, author);
				} else if (what === 'update') {
					updateRecord(smartSuite, table.id, record.id, { title: `${life.time.now} ${n}` }, author);
				} else deleteRecord(smartSuite, table.id, record.id, author);
				life.expect();
			}
		},
	),
	'large changes': kind(
		2,
		(draw) => ({ count: 1 + draw.upTo(6), kilobytes: draw.upTo(3_000) }),
		(life, { count, kilobytes }: { count: number; kilobytes: number }) => {
			const [table] = life.smartSuite.tables;
			const text = 'x'.repeat(kilobytes * 1_000);
			for (let n = 0; n < count; n++) {
				createRecord(life.smartSuite, table?.id ?? '', { title: 'large', text }, {});
				life.expect();
			}
		},
	),
	import: kind(
		1,
		(draw) => ({ count: draw.number(100, 700) }),
		(life, { count }: { count: number }) => {
			happenings.change.does(life, { count, kind: 'create' });
		},
	),
	drips: kind(
		4,
		(draw) => ({ count: 2 + draw.upTo(15), everyMs: 100 + draw.upTo(60_000) }),
		(life, { count, everyMs }: { count: number; everyMs: number }) => {
			for (let n = 0; n < count; n++) {
				setTimeout(() => happenings.change.does(life, { count: 1, kind: 'create' }), n * everyMs);
			}
		},
	),
	'odd pings': kind(
		6,
		(draw) => ({
			count: 1 + draw.upTo(20),
			says: draw.of('{"webhookId":"somebody-else"}', '', 'nonsense', '{"a":{"toString":0}}', '[]'),
			contentType: draw.of('application/json', 'text/plain', 'application/octet-stream'),
		}),
		(life, { count, says, contentType }: { count: number; says: string; contentType: string }) => {
			const { pathname } = new URL(life.n8n.urlOf(life.workflow(0)));
			for (let n = 0; n < count; n++) life.n8n.receive(pathname, contentType, says);
		},
	),
	'habits of SmartSuite': kind(
		6,
		(draw) =>
			draw.of<Record<string, unknown>>(
				{ lostPings: draw.of(0, 0.3, 1) },
				{ duplicatePings: draw.of(0, 0.5, 1) },
				{ pingsPer: draw.of('event', 'batch') },
				{ pingsRetryOn: draw.of('non-2xx', 'non-200', 'no-answer', 'never') },
				{ pingTimeoutMs: draw.of(500, 10_000, 60_000) },
				{ pingContentType: draw.of('text/plain', 'form-fields', 'absent', 'application/json') },
				{ eventsVisibleAfterMs: draw.of(0, 1_500, 10_000) },
				{ pageSizeMax: draw.of(1, 7, 50, 1_000) },
				{ pageCuts: draw.of([], [200, 180, 190], [3, 1, 2], [10]) },
				{ pageBytesMax: draw.of(0, 2_000, 60_000) },
				{ pageSizeOverMax: draw.of('cap', 'refuse', 'break-down') },
				{ casing: draw.of('snake', 'camel') },
				{ filterEcho: draw.of('as-sent', 'reordered', 'doubled', 'one-more', 'omitted') },
				{ kindsAs: draw.of('names', 'numbers') },
				{ disabledStoresEvents: draw.of(true, false) },
				{ unknownExtras: draw.of(true, false) },
				{ plainTextErrors: draw.of(true, false) },
				{ retryAfterHeader: draw.of(true, false) },
			),
		(life, change: Record<string, unknown>) => setSwitches(life.smartSuite.switches, change),
	),
	'trouble with calls': kind(
		14,
		(draw) => ({
			rpc: draw.of(undefined, ...RPCS),
			forMs: draw.of(SECOND_MS, 60 * SECOND_MS, HOUR_MS, 5 * HOUR_MS, DAY_MS, 3 * DAY_MS),
			times: draw.of(1, 2, 5, 1_000_000),
			does: drawTrouble(draw),
		}),
		(life, { rpc, forMs, times, does }) => {
			const until = life.time.now + forMs;
			life.troubles.push({ where: 'SmartSuite', rpc, until, left: times, does });
		},
	),
	'trouble with the own URL': kind(
		5,
		(draw) => ({
			forMs: draw.of(60 * SECOND_MS, HOUR_MS, DAY_MS, 3 * DAY_MS),
			times: draw.of(1, 3, 1_000_000),
			does: drawTrouble(draw),
		}),
		(life, { forMs, times, does }) => {
			const until = life.time.now + forMs;
			life.troubles.push({ where: 'own URL', until, left: times, does });
		},
	),
	'trouble with pings': kind(
		5,
		(draw) => ({
			forMs: draw.of(60 * SECOND_MS, HOUR_MS, DAY_MS),
			times: draw.of(1, 3, 1_000_000),
			does: draw.of<Trouble['does']>(
				'reset',
				'hang-after',
				{ status: 502, body: '' },
				{ slowMs: 9_000 },
			),
		}),
		(life, { forMs, times, does }) => {
			const until = life.time.now + forMs;
			life.troubles.push({ where: 'pings', until, left: times, does });
		},
	),
	'the token expires': kind(
		2,
		(draw) => ({ forMs: draw.of(SECOND_MS, 60 * SECOND_MS, 5 * HOUR_MS, 2 * DAY_MS) }),
		(life, { forMs }: { forMs: number }) => {
			const token = `token-${life.time.now}`;
			life.smartSuite.token = token;
			setTimeout(() => {
				for (const { credential } of life.n8n.workflows) {
					credential.data.apiToken = life.smartSuite.token;
				}
			}, forMs);
		},
	),
	'somebody pauses the webhook': kind(3, which, (life, given) => {
		const webhook = someWebhook(life, given);
		if (webhook) changeWebhook(life.smartSuite, webhook, { url: undefined }, 'somebody');
	}),
	'the webhook expires': kind(2, which, (life, given) => {
		const webhook = someWebhook(life, given);
		if (webhook) webhook.lastListedAtMs -= 8 * DAY_MS;
	}),
	'somebody deletes the webhook': kind(3, which, (life, given) => {
		const webhook = someWebhook(life, given);
		if (!webhook) return;
		life.smartSuite.webhooks.delete(webhook.id);
		life.forgiveWith(webhook.id);
	}),
	publish: kind(5, which, (life, { workflow: number }) => {
		const workflow = life.workflow(number);
		if (!life.n8n.isUp || (workflow.isPublished && !workflow.refusal)) return;
		life.forgive(workflow, 'it was not published');
		life.start(() => life.n8n.publish(workflow));
	}),
	unpublish: kind(3, which, (life, { workflow: number }) => {
		const workflow = life.workflow(number);
		if (!life.n8n.isUp || !workflow.isPublished) return;
		life.forgive(workflow, 'it was unpublished');
		life.start(() => life.n8n.unpublish(workflow));
	}),
	'the node is changed': kind(
		6,
		(draw) => ({
			workflow: draw.number(0, 3),
			parameters: draw.of<INodeParameters>(
				{ options: { pullInterval: draw.of(0, 1, 5) } },
				{ events: draw.of(['RECORD_CREATED'], ['RECORD_CREATED', 'RECORD_UPDATED']) },
				{ options: { keepAliveHours: draw.of(1, 24, 48) } },
			),
			name: draw.of('SmartSuite Trigger', 'When something changes'),
		}),
		(life, { workflow: number, parameters, name }) => {
			const workflow = life.workflow(number);
			if (!life.n8n.isUp || !workflow.isPublished || workflow.refusal) return;
			if ('events' in parameters) life.forgive(workflow, 'it was to watch something else');
			const node = { ...changed(workflow, parameters), name };
			life.start(() => life.n8n.change(workflow, node));
		},
	),
	'the workflow is copied': kind(
		1,
		() => ({}),
		(life) => {
			if (!life.n8n.isUp || life.n8n.workflows.length > 2) return;
			life.start(() => life.n8n.publish(life.addWorkflow()));
		},
	),
	'somebody tests the trigger': kind(
		3,
		(draw) => ({ workflow: draw.number(0, 3), forMs: draw.of(100, 5_000, 40_000, 200_000) }),
		(life, { workflow: number, forMs }) => {
			const workflow = life.workflow(number);
			if (!life.n8n.isUp) return;
			life.start(() => life.n8n.listen(workflow));
			setTimeout(() => life.start(() => life.n8n.stopListening(workflow)), forMs);
		},
	),
	'n8n restarts': kind(
		5,
		(draw) => ({ afterMs: draw.of(2 * SECOND_MS, 60 * SECOND_MS, 5 * HOUR_MS, 5 * DAY_MS) }),
		(life, { afterMs }: { afterMs: number }) => {
			if (!life.n8n.isUp) return;
			life.start(async () => {
				await life.n8n.stop();
				setTimeout(() => startAgain(life), afterMs);
			});
		},
	),
	'n8n is killed': kind(
		6,
		(draw) => ({ inMs: draw.of(0, draw.upTo(500), draw.upTo(8_000)) }),
		(life, { inMs }: { inMs: number }) => {
			setTimeout(() => {
				if (!life.n8n.isUp) return;
				life.n8n.kill();
				life.note('n8n is dead', '▸');
				setTimeout(() => startAgain(life), 5 * SECOND_MS);
			}, inMs);
		},
	),
	'a process is killed': kind(
		4,
		(draw) => ({ role: draw.of<'main' | 'processor' | 'worker'>('main', 'processor', 'worker') }),
		(life, { role }) => {
			if (life.plan.mode === 'queue' && life.n8n.isUp) life.start(() => life.n8n.killOne(role));
		},
	),
	'another main leads': kind(
		2,
		() => ({}),
		(life) => {
			if (life.n8n.isUp) life.start(() => life.n8n.changeLeader());
		},
	),
	'static data is put back': kind(3, which, (life, given) => {
		const workflow = life.workflow(given.workflow);
		workflow.staticData = workflow.formerStaticData;
	}),
	'static data is wiped': kind(3, which, (life, given) => {
		life.workflow(given.workflow).staticData = '{}';
	}),
	'another node writes static data': kind(
		3,
		(draw) => ({ is: draw.of(true, false) }),
		(life, { is }: { is: boolean }) => {
			life.n8n.hasOtherNode = is;
		},
	),
	'executions wait for a slot': kind(
		3,
		(draw) => ({ slots: draw.of(1, 2, 1_000) }),
		(life, { slots }: { slots: number }) => {
			life.n8n.slots = slots;
		},
	),
	'n8n moves to a new database': kind(
		1,
		() => ({}),
		(life) => {
			if (!life.n8n.isUp) return;
			life.n8n.kill();
			for (const workflow of life.n8n.workflows) {
				Object.assign(workflow, { staticData: '{}', formerStaticData: '{}', processed: [] });
				workflow.executions.length = 0;
				life.forgive(workflow, 'n8n has a new database');
				workflow.isServed = false;
			}
			const published = life.n8n.workflows.filter(({ isPublished }) => isPublished);
			published.forEach((workflow) => (workflow.isPublished = false));
			life.n8n.instanceId += '+';
			life.start(async () => {
				await life.n8n.start();
				for (const workflow of published) await life.n8n.publish(workflow);
			});
		},
	),
	'n8n gets another URL': kind(
		2,
		(draw) => ({ number: draw.number(1, 3) }),
		(life, { number }: { number: number }) => {
			if (!life.n8n.isUp) return;
			life.n8n.kill();
			life.n8n.baseUrl = `http://n8n-${number}.test`;
			startAgain(life);
		},
	),
	'the clock is set back': kind(
		2,
		(draw) => ({ ms: draw.of(1_000, 60_000, HOUR_MS, -HOUR_MS) }),
		(life, { ms }: { ms: number }) => life.time.setBack(ms),
	),
};

function startAgain(life: Life): void {
	if (life.n8n.serving !== 'nothing') return;
	life.start(() => life.n8n.start());
}

export type What = keyof typeof happenings;

/** Something that happens in a life; `with` as its kind draws it. */
export interface Happening {
	at: number;
	what: What;
	with: unknown;
}
