import type { IHookFunctions } from 'n8n-workflow';

import { asObject, asText } from '../api';
import { refuseUnreachable } from '../methods';
import { warn } from '../transport';
import { isTest, leavingId, markAsTest, setAside, store, takeBack } from './cursor';
import { departSoon, findAtUrl, recall } from './departure';
import { outcomeOf, startJob } from './job';
import { forgetLook, lookLater } from './look';
import { cursorWith, ensureWebhook, ownUrl } from './own-webhook';
import type { Registered, WantedWebhook } from './own-webhook';
import type { Place } from './place';
import { allowsPrivateAddress, checkOptions, readSpec } from './settings';
import { cursorOf, stateOf } from './state';
import type { Job, Leaving, NodeState } from './state';
import { offerSoon, withdrawOffer } from './test-event';

/** n8n serves the URL by then, and has saved the cursor. */
const REPLACED_LOOK_MS = 1_000;

const PUBLIC_ADDRESS =
	"Set N8N_WEBHOOK_URL (before n8n 2.41: WEBHOOK_URL) to n8n's public address or to a tunnel's, and restart n8n.";

/** What n8n calls when a workflow is published, unpublished, tested or taken over after a restart. */
export const registration = {
	/** Sees to it that SmartSuite has just one webhook of ours, with these settings and switched on. */
	async checkExists(this: IHookFunctions): Promise<boolean> {
		if (this.getMode() === 'manual') markAsTest(this);
		return await register(this);
	},

	/** The same. */
	async create(this: IHookFunctions): Promise<boolean> {
		return await register(this);
	},

	/**
	 * Has our webhooks deleted in a moment. Returns at once and never throws: n8n cannot bear either in a test
	 * (docs/internals/n8n.md section 11), and gives up on it after three tries otherwise.
	 */
	async delete(this: IHookFunctions): Promise<boolean> {
		stateOf(this).hasLeft = true;
		forgetLook(this);
		withdrawOffer(this);
		const cursor = cursorOf(this);
		const known = cursor ? [{ webhookId: cursor.live.webhookId, context: this }] : [];
		const solutionId = solutionOf(this);
		const find = solutionId ? findAtUrl(this, ownUrl(this), solutionId) : undefined;
		departSoon(this, known, { find });
		if (cursor && !isTest(this)) {
			// The static data goes to the next publication, which may be in another process.
			stateOf(this).committed = cursor;
			setAside(this, cursor);
		}
		return true;
	},
};

async function register(context: IHookFunctions): Promise<boolean> {
	const url = ownUrl(context);
	const wanted = { ...readSpec(context), notificationUrl: url };
	checkOptions(context);
	if (isRunning(context)) takeBack(context);
	const state = stateOf(context);
	state.hasLeft = false;
	state.wanted = wanted;
	if (!allowsPrivateAddress(context)) {
		await refuseUnreachable(context, url, { name: `n8n at ${url}`, advice: PUBLIC_ADDRESS });
	}
	state.departure?.recall.abort();
	const joined = jobUnderWay(state, wanted);
	const job = joined ?? newJob(context, wanted);
	const registered = await outcomeOf(context, job).catch((failure: unknown) => {
		// n8n would try five times within 16 s, and then leave a workflow that runs already without its webhook.
		if (!isRunning(context)) throw failure;
		return failure as Error;
	});
	state.isUnsettled = registered instanceof Error;
	if (registered instanceof Error) {
		// Newer settings are being registered.
		if (job.stop.signal.aborted) return true;
		const what = `cannot look after its webhook: ${registered.message}. It does so again in a minute`;
		warn(context, what, cursorOf(context)?.live.webhookId);
		state.runner?.renewSoon();
	} else {
		job.isClaimed = true;
		if (joined) await letOthersLeave(context, registered);
		await adopt(context, registered, wanted);
	}
	return true;
}

/** The registration that an earlier try of the same publication has begun. */
function jobUnderWay({ job }: NodeState, wanted: WantedWebhook): Job | undefined {
	const isUsable = job && !job.isClaimed && !job.hasFailed && !job.stop.signal.aborted;
	return isUsable && job.key === keyOf(wanted) ? job : undefined;
}

function newJob(context: IHookFunctions, wanted: WantedWebhook): Job {
	const spurned = isRunning(context) ? undefined : leavingId(context);
	return startJob(context, keyOf(wanted), async (stop) => {
		const leaving = await recall(context);
		const isKnown = spurned !== undefined && spurned === cursorOf(context)?.live.webhookId;
		const registered = await ensureWebhook(
			context,
			wanted,
			stop,
			isKnown ? undefined : spurned,
		).catch((failure: unknown) => {
			if (leaving.length > 0) departSoon(context, leaving, { isAfterFailure: true });
			throw failure;
		});
		await letOthersLeave(context, registered, leaving);
		return registered;
	});
}

/** Of those that are about to leave, all but what is registered now still do. */
async function letOthersLeave(
	context: IHookFunctions,
	{ webhook, replaces }: Registered,
	leaving?: Leaving[],
): Promise<void> {
	const about = leaving ?? (await recall(context));
	// One that is replaced is read to its end first.
	const staying = [webhook.webhook_id, replaces];
	const others = about.filter(({ webhookId }) => !staying.includes(webhookId));
	if (others.length > 0) departSoon(context, others);
}

function keyOf(wanted: WantedWebhook): string {
	return JSON.stringify(wanted);
}

/** Writes down where the trigger stands with the webhook. */
async function adopt(
	context: IHookFunctions,
	registered: Registered,
	wanted: WantedWebhook,
): Promise<void> {
	const isForTest = isTest(context);
	const start = registered.isAdopted ? startWith(context, registered) : {};
	const cursor = {
		...(await cursorWith(context, registered, wanted, start)),
		...(isForTest && { isForTest: true as const }),
	};
	store(context, cursor);
	stateOf(context).committed = cursor;
	// The look reads what is replaced to its end, and then that goes.
	if (registered.replaces) lookLater(context, wanted.notificationUrl, REPLACED_LOOK_MS);
	if (isForTest) offerSoon(context, registered.webhook.webhook_id);
}

/**
 * Where to begin with a webhook that was there before and that nobody here knows. To a workflow that is
 * published, what happened before is not news. A workflow that runs already has lost its place: it
 * reads again, and drops what it has had.
 */
function startWith(context: IHookFunctions, { webhook }: Registered): Partial<Place> {
	if (isRunning(context)) return { isRereading: true };
	const updatedAt = asText(asObject(webhook.updated_at).at);
	const since = Number.isNaN(Date.parse(updatedAt)) ? new Date().toISOString() : updatedAt;
	return { since };
}

/** Whether n8n takes up a workflow that was published before, rather than publishes it. */
function isRunning(context: IHookFunctions): boolean {
	return ['init', 'leadershipChange'].includes(context.getActivationMode());
}

/** '' where the parameter cannot be read: then nothing was registered either. */
function solutionOf(context: IHookFunctions): string {
	try {
		return readSpec(context).solutionId;
	} catch {
		return '';
	}
}
