import { createHash } from 'node:crypto';

import { NodeOperationError } from 'n8n-workflow';
import type { IHookFunctions, ITriggerFunctions, IWebhookFunctions } from 'n8n-workflow';

import { pingOwnUrl, waitFor, warn } from '../transport';
import type { OwnPing } from '../transport';
import { ownerOf } from './cursor';
import { isShown, noteShown } from './setbacks';
import { stateOf } from './state';
import { retryDelay } from './verdict';

type LookingContext = IHookFunctions | ITriggerFunctions | IWebhookFunctions;

/** Says that an answer is this node's own. Proxies, sign-in pages and n8n itself answer, too. */
export function markOf(context: LookingContext): string {
	return createHash('sha256').update(ownerOf(context)).digest('hex').slice(0, 16);
}

/**
 * Has the trigger look for changes after so many ms, unless it does so earlier anyway.
 * @param looks see `Verdict`: whichever process serves the look is to know
 */
export function lookLater(context: LookingContext, url: string, delayMs: number, looks = 0): void {
	const state = stateOf(context);
	const dueAt = performance.now() + delayMs;
	if (state.hasLeft || (state.look && state.look.dueAt <= dueAt)) return;
	state.look?.stop.abort();
	const look = { dueAt, looks, stop: new AbortController() };
	state.look = look;
	void waitFor(delayMs, look.stop.signal).then(
		async () => {
			if (state.look === look) state.look = undefined;
			await lookNow(context, url, looks);
		},
		() => {},
	);
}

/** Nothing is looked for any more: what was due is done, or the workflow is unpublished. */
export function forgetLook(context: LookingContext): void {
	const state = stateOf(context);
	state.look?.stop.abort();
	state.look = undefined;
}

/**
 * Looks for changes by a ping to the own URL, because only then n8n saves what the trigger writes to static
 * data. Where that leads elsewhere, the process that runs `trigger()` looks from inside.
 */
export async function lookNow(
	context: LookingContext,
	url: string,
	looks = 0,
): Promise<OwnPing['outcome']> {
	const state = stateOf(context);
	const webhookId = state.committed?.live.webhookId ?? '';
	const body = { webhookId, isOwn: true, ...(looks > 0 && { looks }) };
	const { outcome, why, lackedPackage } = await pingOwnUrl(context, url, body, markOf(context));
	if (outcome !== 'astray' || state.hasLeft) {
		state.astray = 0;
		return outcome;
	}
	state.astray++;
	if (await state.runner?.lookInside(looks)) return 'served';
	if (lackedPackage !== undefined) reportLack(context, url, lackedPackage);
	else if (state.astray === 1) sayAstray(context, url, why);
	lookLater(context, url, retryDelay(state.astray));
	return 'astray';
}

function sayAstray(context: LookingContext, url: string, why: string): void {
	const what = `cannot reach itself at ${url}, which ${why}. Changes that are left over wait for the next ping. Let n8n's own machine reach its public address`;
	warn(context, what, stateOf(context).committed?.live.webhookId);
}

/** Queue mode: main knows this node, and a webhook processor does not. Only a person can help. */
function reportLack(context: LookingContext, url: string, lackedPackage: string): void {
	if (isShown(context, 'lack')) return;
	const { committed, runner } = stateOf(context);
	const what = `The n8n process that answers at ${url} does not have the package ${lackedPackage}`;
	const advice = `Changes that SmartSuite reports there do not start this workflow. Install ${lackedPackage} in every process of n8n (main, webhook processors and workers), and restart them.`;
	if (runner) {
		return runner.show(
			'lack',
			new NodeOperationError(context.getNode(), what, { description: advice }),
		);
	}
	noteShown(context, 'lack');
	warn(context, `cannot reach itself. ${what}. ${advice}`, committed?.live.webhookId);
}
