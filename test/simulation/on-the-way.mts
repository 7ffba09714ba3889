import fc from 'fast-check';
import { DAY_MS, HOUR_MS, kind, MINUTE_MS, of, SECOND_MS, upTo } from './kind.mts';
import type { Trouble } from './network.mts';

type Does = Trouble['does'];
type TroubleGiven = Pick<Trouble, 'rpc' | 'left' | 'does'> & { forMs: number };

const RPCS = ['ListEvents', 'ListWebhooks', 'CreateWebhook', 'UpdateWebhook', 'DeleteWebhook'];

/** Sorts of answers that are none. */
const NO_ANSWER: fc.Arbitrary<Does> = fc.oneof(
	fc.record({
		status: fc.integer({ min: 400, max: 599 }),
		body: of('', '<html>no</html>', '{"msg":"no"}'),
	}),
	fc.record({ status: of(400, 401, 403, 404, 408, 429, 500, 502, 503), body: of('') }),
	of({ status: 200, body: '<html>Sign in</html>' }),
	of('reset', 'reset-after', 'hang', 'hang-after', 'cut'),
	fc.record({ slowMs: upTo(40_000) }),
);

/** Something wrong with requests of one kind, for a while or for so many of them. */
const trouble = (weight: number, given: fc.Arbitrary<TroubleGiven>, where: Trouble['where']) =>
	kind(weight, given, ({ network, time }, { forMs, ...does }) =>
		network.troubles.push({ where, until: time.now + forMs, ...does }),
	);

/** What happens to requests between n8n and SmartSuite. */
export const onTheWay = {
	'trouble with calls': trouble(
		14,
		fc.record({
			rpc: of(undefined, ...RPCS),
			forMs: of(SECOND_MS, MINUTE_MS, HOUR_MS, 5 * HOUR_MS, DAY_MS, 3 * DAY_MS),
			left: of(1, 2, 5, 1_000_000),
			does: NO_ANSWER,
		}),
		'SmartSuite',
	),
	'trouble with the own URL': trouble(
		5,
		fc.record({
			forMs: of(MINUTE_MS, HOUR_MS, DAY_MS, 3 * DAY_MS),
			left: of(1, 3, 1_000_000),
			does: NO_ANSWER,
		}),
		'own URL',
	),
	'trouble with pings': trouble(
		5,
		fc.record({
			forMs: of(MINUTE_MS, HOUR_MS, DAY_MS),
			left: of(1, 3, 1_000_000),
			does: of<Does[]>('reset', 'hang-after', { status: 502, body: '' }, { slowMs: 9_000 }),
		}),
		'pings',
	),
	'odd pings': kind(
		6,
		fc.record({
			count: upTo(20),
			says: of('{"webhookId":"somebody-else"}', '', 'nonsense', '{"a":{"toString":0}}', '[]'),
			contentType: of('application/json', 'text/plain', 'application/octet-stream'),
		}),
		(life, { count, says, contentType }) => {
			const { pathname } = new URL(life.n8n.urlOf(life.workflow(0)));
			for (let n = 0; n <= count; n++) life.n8n.receive(pathname, contentType, says);
		},
	),
};
