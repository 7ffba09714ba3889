import { describe, expect, it } from 'vitest';
import { execute } from './action.mts';
import { changesIn, eachOnce } from './changes.mts';
import { fastForward } from './fast-forward.mts';
import { inSolution, shown } from './shown.mts';
import { accountAt, eventsOf, reading } from './strange-answers.mts';
import { byId, credentialFor, emulate, ping } from './world.mts';

describe('JSON that is nested 100,000 levels deep', () => {
	const deep = (begin: string, end: string) => `${begin.repeat(100_000)}1${end.repeat(100_000)}`;
	const bodies = [
		['lists', deep('[', ']')],
		['objects', deep('{"a":', '}')],
	] as const;

	it.each(bodies)('starts nothing and loses nothing: %s', async (_, body) => {
		const { emulator, workflow, webhookId } = await reading(() => body, 10);
		expect(workflow.executions).toEqual([]);
		emulator.faults.clear();
		const changes = changesIn(emulator);
		changes.make(2);
		await fastForward(() => ping(workflow, { webhookId }));
		expect(changes.tallyOf(workflow)).toEqual(eachOnce(2));
	});

	it.each(bodies)('is a list of nothing for the action node: %s', async (_, body) => {
		const { credential } = await accountAt(body);
		expect(await execute(credential, inSolution('s', 'getAll'))).toEqual([]);
	});

	const page = (webhookId: string) =>
		`{"next_page_token":"2","events":[${[1, 2, 3]
			.map(
				(nth) =>
					`{"event_id":"${webhookId}.${nth}","record_event_data":{"data":{"s1":${
						nth === 2 ? deep('[', ']') : nth
					}}}}`,
			)
			.join()}]}`;
	const problem = 'Part of this event is nested too deeply for n8n and was left out.';

	it('in an event does not hold up the others: it comes without what is too deep', async () => {
		const { workflow, webhookId, answer } = await reading(page);
		expect(answer).toEqual({ status: 200, body: '' });
		expect(workflow.events.map(({ event_id, problem }) => [event_id, problem])).toEqual([
			[`${webhookId}.1`, undefined],
			[`${webhookId}.2`, problem],
			[`${webhookId}.3`, undefined],
		]);
		expect(JSON.stringify(workflow.events[1]?.record)).toContain('(left out: nested too deeply)');
	});

	it.each([true, false])(
		'in an event is named by the action node: simplified %s',
		async (simplify) => {
			const { credential } = await accountAt(page('w1'));
			const parameters = { ...eventsOf('w1'), solution: byId('s'), webhook: byId('w1'), limit: 3 };
			const items = await execute(credential, { ...parameters, simplify });
			expect(items.map(({ json: item }) => item.problem)).toEqual([undefined, problem, undefined]);
		},
	);

	it('is quoted in a refusal no further than it fits', async () => {
		const emulator = await emulate();
		const refusal = { status: 400, body: deep('{"a":', '}'), contentType: 'application/json' };
		emulator.faults.next({}, refusal, Infinity);
		const read = execute(credentialFor(emulator), inSolution('s', 'getAll'));
		const { message, description = '' } = await shown(read);
		expect(message).toContain('SmartSuite refused the request');
		expect(description).toContain('SmartSuite says: a: {"a":{"a":');
		expect(description.length).toBeLessThan(500);
	});
});
