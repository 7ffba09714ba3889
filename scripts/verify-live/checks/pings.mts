import { asObject, asText } from '../../../nodes/SmartSuite/api/shape.ts';
import type { Webhook } from '../../../nodes/SmartSuite/api/webhook.ts';
import type { CheckId } from '../catalog/index.mts';
import type { Role } from '../marks.mts';
import type { Arrival, Receiver } from '../receiver.mts';
import type { Run } from '../run.mts';
import { isApiKey } from '../shape.mts';
import type { Look } from './listing.mts';

/** What only pings can show. */
export const NEED_PINGS: CheckId[] = [
	'ping-body',
	'ping-headers',
	'ping-handshake',
	'ping-visible',
	'pings-per',
	'ping-twice',
	'ping-retry',
	'ping-retry-first',
	'ping-time-out',
];

const SIGNATURE = /signature|hmac|digest/i;

/** Waits for the ping about our new record. */
export async function checkFirstPing(run: Run, main: Webhook, look: Look): Promise<void> {
	const { receiver, findings, timing, signal } = run;
	if (!receiver) return findings.unseen(NEED_PINGS, 'no public URL was given');
	const first = () => arrivalsOf(receiver, 'main')[0];
	if (!(await receiver.until(() => first() !== undefined, timing.pingMs, signal))) {
		return findings.unseen(
			NEED_PINGS,
			'no ping arrived: does the public URL lead to this machine?',
		);
	}
	const ping = first();
	if (!ping) return;
	findings.noteShape('ping', ping.body);
	findings.found('ping-body', bodyForm(ping.body, main.webhook_id));
	noteHeaders(run, ping);
	findings.found('ping-visible', look.lastInVainAtMs > ping.atMs ? 'early' : 'visible');
	await receiver.quiet(timing.quietMs, signal);
	findings.found('ping-twice', arrivalsOf(receiver, 'main').length > 1 ? 'yes' : 'no');
}

/** Makes several changes at once, and counts their pings. */
export async function checkBurst(run: Run, changes: number, make: () => Promise<void>) {
	const { receiver, findings, timing, signal } = run;
	const before = receiver ? arrivalsOf(receiver, 'main').length : 0;
	receiver?.hold(timing.holdMs);
	await make();
	await receiver?.quiet(timing.quietMs + timing.holdMs, signal);
	receiver?.hold(0);
	const came = receiver ? arrivalsOf(receiver, 'main').length - before : 0;
	const each = findings.of('ping-twice')?.outcome === 'yes' ? 2 : 1;
	if (came === 0) return;
	const outcome = came >= changes * each ? 'event' : 'batch';
	findings.found('pings-per', outcome, { detail: `${came} pings for ${changes} changes` });
}

/** Waits until it is clear which failed pings come again. */
export async function checkRetries(run: Run, createdAtMs: number): Promise<void> {
	const { receiver, findings, timing, signal } = run;
	if (!receiver || !findings.of('ping-body')) return;
	const retry = (role: Role) => retryOf(receiver, role, timing.twiceMs);
	const roles: Role[] = ['no-content', 'unavailable', 'silent'];
	const leftMs = createdAtMs + timing.retryMs - performance.now();
	await receiver.until(() => roles.every((role) => retry(role) !== undefined), leftMs, signal);
	const came = roles.filter((role) => retry(role) !== undefined);
	const detail = came.length > 0 ? `came again: ${came.join(', ')}` : `within ${timing.retryMs} ms`;
	findings.found('ping-retry', retriesOn(came), { detail });
	const waited = retry('unavailable') ?? retry('silent');
	const ms = (position: number) => ({ detail: `${position} ms`, position });
	if (waited !== undefined) findings.found('ping-retry-first', 'measured', ms(waited));
	else findings.unseen(['ping-retry-first'], 'none came again while we watched');
	const patience = patienceOf(receiver);
	if (patience !== undefined) findings.found('ping-time-out', 'measured', ms(patience));
	else findings.unseen(['ping-time-out'], 'no sender hung up while we watched');
}

function retriesOn(came: Role[]) {
	if (came.includes('no-content')) return 'non-200';
	if (came.includes('unavailable')) return 'non-2xx';
	return came.includes('silent') ? 'no-answer' : 'never';
}

/** Milliseconds from the first ping of a webhook to the one that came again. */
function retryOf(receiver: Receiver, role: Role, twiceMs: number): number | undefined {
	const [first, ...more] = arrivalsOf(receiver, role);
	if (!first) return undefined;
	const second = more.find(({ atMs }) => atMs > first.atMs + twiceMs);
	return second && Math.round(second.atMs - first.atMs);
}

/** Milliseconds that the sender waited for the answer that never came. */
function patienceOf(receiver: Receiver): number | undefined {
	const silent = arrivalsOf(receiver, 'silent').find((one) => one.hungUpAtMs !== undefined);
	return silent?.hungUpAtMs === undefined ? undefined : Math.round(silent.hungUpAtMs - silent.atMs);
}

function bodyForm(body: unknown, webhookId: string) {
	const { webhookId: id, locator, ...more } = asObject(body);
	if (id !== webhookId) return 'otherwise';
	const where = Object.keys(asObject(locator)).sort().join();
	const isToday = Object.keys(more).length === 0 && where === 'accountId,solutionId';
	return isToday ? 'documented' : 'planned';
}

function noteHeaders({ findings }: Run, { headers }: Arrival): void {
	const names = Object.keys(headers).filter((name) => isApiKey(name.replaceAll('-', '_')));
	const agent = asText(headers['user-agent'])
		.replace(/[^\w./ -]/g, '')
		.slice(0, 40);
	const detail = `${names.sort().join(', ')}; user-agent: ${agent || 'none'}`;
	findings.found('ping-headers', names.some((name) => SIGNATURE.test(name)) ? 'signed' : 'plain', {
		detail,
	});
}

const arrivalsOf = ({ arrivals }: Receiver, role: Role) =>
	arrivals.filter((arrival) => arrival.role === role);
