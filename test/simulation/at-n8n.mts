import fc from 'fast-check';
import { DAY_MS, HOUR_MS, kind, MINUTE_MS, of, SECOND_MS, upTo, which } from './kind.mts';
import type { Life } from './life.mts';

/** As the lives have it from their beginning: records as they were sent (see contract/workflow). */
const asSent = { fieldNames: of('slug'), values: of('raw') };

/** Something for which n8n has to be there. */
const whileUp: typeof kind = (weight, given, does) =>
	kind(weight, given, (life, what) => {
		if (life.n8n.isUp) does(life, what);
	});

/** What people do in the editor. */
const inTheEditor = {
	publish: whileUp(5, which, (life, number) => {
		const workflow = life.workflow(number);
		if (workflow.isPublished && !workflow.refusal) return;
		life.expectations.forgive(workflow, 'it was not published');
		life.start(() => life.n8n.publications.publish(workflow));
	}),
	unpublish: whileUp(3, which, (life, number) => {
		const workflow = life.workflow(number);
		if (!workflow.isPublished) return;
		life.expectations.forgive(workflow, 'it was unpublished');
		if (workflow.credential.isGone) life.expectations.couldNotLeave.add(workflow);
		life.start(() => life.n8n.publications.unpublish(workflow));
	}),
	'the node is changed': whileUp(
		6,
		fc.record({
			number: which,
			name: of('SmartSuite Trigger', 'When something changes'),
			parameters: fc.oneof(
				fc.record({ options: fc.record({ ...asSent, pullInterval: of(0, 1, 5) }) }),
				fc.record({ options: fc.record({ ...asSent, keepAliveHours: of(1, 24, 48) }) }),
				fc.record({ events: fc.subarray(['RECORD_CREATED', 'RECORD_UPDATED'], { minLength: 1 }) }),
			),
		}),
		(life, { number, name, parameters }) => {
			const workflow = life.workflow(number);
			const { node, isPublished, refusal } = workflow;
			if (!isPublished || refusal) return;
			if ('events' in parameters) life.expectations.forgive(workflow, 'it watches other changes');
			const changed = { ...node, name, parameters: { ...node.parameters, ...parameters } };
			life.start(() => life.n8n.publications.change(workflow, changed));
		},
	),
	'the workflow is copied': whileUp(1, of({}), (life) => {
		if (life.n8n.workflows.length > 2) return;
		life.start(() => life.n8n.publications.publish(life.addWorkflow()));
	}),
	'somebody tests the trigger': whileUp(
		3,
		fc.record({ number: which, forMs: of(100, 5_000, 40_000, 200_000) }),
		(life, { number, forMs }) => {
			const workflow = life.workflow(number);
			life.start(() => life.n8n.tests.begin(workflow));
			setTimeout(() => life.start(() => life.n8n.tests.end(workflow)), forMs);
		},
	),
	'somebody deletes the credential': kind(
		1,
		fc.record({ number: which, forMs: of(MINUTE_MS, 5 * HOUR_MS, 2 * DAY_MS) }),
		(life, { number, forMs }) => {
			const workflow = life.workflow(number);
			const { credential } = workflow;
			credential.isGone = true;
			if (!workflow.isPublished) life.expectations.couldNotLeave.add(workflow);
			setTimeout(() => (credential.isGone = false), forMs);
		},
	),
};

/** What becomes of n8n's processes. */
const toProcesses = {
	'n8n restarts': whileUp(
		5,
		of(2 * SECOND_MS, MINUTE_MS, 5 * HOUR_MS, 5 * DAY_MS),
		(life, afterMs) => {
			life.start(async () => {
				await life.n8n.stop();
				setTimeout(() => startAgain(life), afterMs);
			});
		},
	),
	'n8n is killed': kind(6, fc.oneof(of(0), upTo(500), upTo(8_000)), (life, inMs) => {
		setTimeout(() => {
			if (!life.n8n.isUp) return;
			life.note('n8n is dead', '▸');
			life.n8n.kill();
			setTimeout(() => startAgain(life), 5 * SECOND_MS);
		}, inMs);
	}),
	'a process is killed': whileUp(4, of('main', 'processor', 'worker'), (life, role) => {
		if (life.n8n.mode === 'queue') life.start(() => life.n8n.killOne(role));
	}),
	'another main leads': whileUp(2, of({}), (life) => life.start(() => life.n8n.changeLeader())),
	'executions wait for a slot': kind(3, of(1, 2, 1_000), ({ n8n }, slots) => {
		n8n.executions.slots = slots;
	}),
	'the clock is set back': kind(2, of(1_000, MINUTE_MS, HOUR_MS, -HOUR_MS), ({ time }, ms) =>
		time.setBack(ms),
	),
};

/** What becomes of what n8n has stored. */
const toTheDatabase = {
	'static data is put back': kind(3, which, (life, number) => {
		const workflow = life.workflow(number);
		workflow.staticData = workflow.formerStaticData;
	}),
	'static data is wiped': kind(3, which, (life, number) => {
		life.workflow(number).staticData = '{}';
	}),
	'another node writes static data': kind(3, fc.boolean(), ({ n8n }, is) => {
		n8n.executions.hasOtherNode = is;
	}),
	'n8n moves to a new database': whileUp(1, of({}), (life) => {
		const { n8n } = life;
		n8n.kill();
		n8n.instanceId += '+';
		const published = n8n.workflows.filter(({ isPublished }) => isPublished);
		for (const workflow of n8n.workflows) {
			workflow.beginAnew();
			// A processor does not know that it is being published.
			if (n8n.mode === 'queue') workflow.isMistaken = true;
			for (const { id, paused } of life.webhooksOf(workflow)) if (paused) life.disown(id);
			life.expectations.forgive(workflow, 'n8n has a new database');
		}
		life.start(async () => {
			await n8n.start();
			for (const workflow of published) await n8n.publications.publish(workflow);
		});
	}),
	'n8n gets another URL': whileUp(2, fc.integer({ min: 1, max: 3 }), (life, number) => {
		life.n8n.kill();
		life.n8n.baseUrl = `http://n8n-${number}.test`;
		startAgain(life);
	}),
};

/** Unless somebody else has started it. */
export function startAgain(life: Life): void {
	if (life.n8n.serving !== 'nothing') return;
	life.expectations.loseTrack();
	life.start(async () => {
		await life.n8n.start();
		// Static data may have been wiped, or the webhook paused, before n8n looked.
		life.expectations.loseTrack();
	});
}

/** What happens to n8n. */
export const atN8n = { ...inTheEditor, ...toProcesses, ...toTheDatabase };
