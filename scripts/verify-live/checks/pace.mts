import { isOk, pause, type Answer } from '../client.mts';
import { BURST } from '../limits.mts';
import { rest, rpc, type Run } from '../run.mts';

/** More than a second between the last paced call and the burst, and behind the end of a penalty. */
const MARGIN_MS = 1_100;
const UNPACED = { isUnpaced: true };

/**
 * Provokes a 429 with calls that change nothing. Last, because SmartSuite refuses all calls with the
 * token for 30 seconds then (Webhooks Overview, "Rate Limits").
 */
export async function checkPace(run: Run): Promise<void> {
	const { findings, signal, timing } = run;
	await pause(MARGIN_MS, signal);
	const engine = Array.from({ length: BURST.engine }, () => callEngine(run));
	const api = Array.from({ length: BURST.api }, () => callRest(run));
	const answers = await Promise.all([...engine, ...api]);
	const refusedAtMs = performance.now();
	const refused = answers.find(({ status }) => status === 429);
	const passed = answers.filter(isOk).length;
	if (!refused) {
		findings.unseen(['penalty-length', 'penalty-extends', 'retry-after'], 'no call was refused');
		const detail = `all ${passed} calls at once were served`;
		return findings.found('rate-limit', 'off', { detail });
	}
	noteLimit(run, passed);
	findings.found('retry-after', 'retry-after' in refused.headers ? 'present' : 'absent');
	await followPenalty(run, refusedAtMs, timing.penaltyMs);
}

function noteLimit({ findings, timing }: Run, perSecond: number): void {
	const detail = `${perSecond} of ${BURST.engine + BURST.api} calls at once were served`;
	const position = { perSecond, penaltyMs: timing.penaltyMs };
	const isPerHost = perSecond === Math.min(5, BURST.engine) + BURST.api;
	if (isPerHost) findings.found('rate-limit', 'per-host', { detail, position });
	else if (perSecond === 5) findings.found('rate-limit', 'five', { detail, position });
	else findings.found('rate-limit', perSecond < 5 ? 'fewer' : 'more', { detail, position });
}

/** Calls once in the middle of the penalty, and after it, and, where it began anew, after that. */
async function followPenalty(run: Run, refusedAtMs: number, penaltyMs: number): Promise<void> {
	const { findings, signal } = run;
	const callAt = async (atMs: number): Promise<boolean> => {
		await pause(atMs - performance.now(), signal);
		return (await callEngine(run)).status !== 429;
	};
	const middleAtMs = refusedAtMs + penaltyMs / 2;
	if (await callAt(middleAtMs)) {
		findings.found('penalty-length', 'shorter');
		return findings.unseen(['penalty-extends'], 'it was over too soon');
	}
	const endAtMs = refusedAtMs + penaltyMs + marginOf(penaltyMs);
	if (await callAt(endAtMs)) {
		findings.found('penalty-length', 'as-documented');
		return findings.found('penalty-extends', 'no');
	}
	const isOver = await callAt(performance.now() + penaltyMs + marginOf(penaltyMs));
	if (isOver) findings.found('penalty-extends', 'yes');
	else findings.unseen(['penalty-extends'], 'it was not over in time');
	findings.found('penalty-length', isOver ? 'as-documented' : 'longer');
}

const marginOf = (penaltyMs: number) => Math.min(MARGIN_MS, penaltyMs / 5);

async function callEngine(run: Run): Promise<Answer> {
	const body = { solution_id: run.place.solutionId, page_token: '' };
	return await rpc(run, 'ListWebhooks', body, UNPACED);
}

async function callRest(run: Run): Promise<Answer> {
	const path = '/members/list/?offset=0&limit=1';
	return await rest(run, 'POST members/list', path, { sort: [], filter: {} }, UNPACED);
}
