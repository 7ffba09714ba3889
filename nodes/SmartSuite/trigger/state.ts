import type { IExecuteFunctions, IHookFunctions, ITriggerFunctions } from 'n8n-workflow';

import { rememberRecent } from '../transport';
import { isTest, merged, ownerOf, placesOf, storedCursor } from './cursor';
import type { Cursor, TriggerContext } from './cursor';
import type { Registered, WantedWebhook } from './own-webhook';
import type { Place } from './place';
import { DrainQueue } from './queue';
import type { ItemSettings } from './settings';

/** Readings of one webhook that failed in a row. Times in ms of a steady clock. */
interface Setback {
	failures: number;
	since: number;
	triedAt: number;
	/** When smaller pages were last asked for, in vain. */
	askedSmallerAt: number;
	/** How the last one failed. */
	failure: unknown;
}

/** What lasts and is shown to the owner, each once a day: one does not hide another. */
export type Trouble = 'reading' | 'renewal' | 'watched' | 'lack';

/** The last time that SmartSuite was asked which webhooks are ours. */
export interface Inquiry {
	askedAt: number;
	own: Promise<Cursor | undefined>;
	isAnswered: boolean;
}

/** A webhook id that SmartSuite has said is not ours: how often, and until when it is not asked again, in ms. */
interface Foreign {
	times: number;
	until: number;
}

/** What runs beside the webhook, in the one process in which n8n called `trigger()`. */
export interface Runner {
	context: ITriggerFunctions;
	/** Read when n8n called `trigger()`: later it evaluates no expression (docs/internals/n8n.md section 4). */
	settings: ItemSettings;
	/** Raised once the workflow is unpublished, or changed. */
	stop: AbortSignal;
	/** Looks for changes without the own URL. @returns whether that is possible here */
	lookInside: (looks: number) => Promise<boolean>;
	/** Shows a failed execution, where this n8n can be told of one; the log has it in any case. */
	show: (trouble: Trouble, error: Error) => void;
	/** Has the registration mended after so many ms, a minute at least, and looks then. */
	renewSoon: (inMs?: number) => void;
}

/** A webhook that is about to go, and the context that can delete it: the node may get another credential. */
export interface Leaving {
	webhookId: string;
	context: IHookFunctions;
}

/** Webhooks of ours that are to be deleted. */
export interface Departure {
	/** Those not deleted yet. */
	leaving: Leaving[];
	recall: AbortController;
	/** Settles once they are deleted, or recalled. */
	over: Promise<void>;
}

/** A registration under way, which n8n's tries share. */
export interface Job {
	key: string;
	registered: Promise<Registered>;
	isOver: boolean;
	hasFailed: boolean;
	/** Whether its outcome has been used. */
	isClaimed: boolean;
	/** Makes it stop before its next call. */
	stop: AbortController;
}

/**
 * All that this process knows of a trigger node, published or under test. It is lost with the process: then
 * static data says where to go on, SmartSuite is asked again, and the look after the start does the rest.
 */
export interface NodeState {
	readonly queue: DrainQueue;
	/** Where the trigger stands, as n8n has stored it. */
	committed?: Cursor;
	/** Handed over, and n8n holds it back. */
	pending?: Cursor;
	/** By webhook id. */
	readonly setbacks: Map<string, Setback>;
	/** When the owner was last shown a failed execution about it, in ms of a steady clock. */
	readonly shownAt: Map<Trouble, number>;
	/** When a page token was last given up, in ms of a steady clock. */
	startedOverAt: number;
	/** Called once an execution runs that was handed to n8n without a ping. */
	onRun?: () => void;
	/** A page may have been cut short: whether there is more is to be proved. */
	isUnproved: boolean;
	/** When items were last handed over, in ms of a steady clock. */
	deliveredAt: number;
	/** Times in a row that n8n could not store what was handed over. */
	undelivered: number;
	/** The look that is due next, and which one it is for a ping that found nothing. */
	look?: { dueAt: number; looks: number; stop: AbortController };
	/** n8n has had our webhooks deleted, and not registered again: nothing is looked for. */
	hasLeft: boolean;
	/** Until when events are known to be listed after their pings, in ms of a steady clock. */
	lateUntil: number;
	/** Own pings in a row that did not come back. */
	astray: number;
	inquiry?: Inquiry;
	/** By webhook id. */
	readonly foreign: Map<string, Foreign>;
	/** Whether a ping of our own is to ask SmartSuite about an unknown id. */
	isAsking: boolean;
	/** When a ping that cannot be read last had the trigger look, in ms of a steady clock. */
	unreadableAt: number;
	/** The offer of stored events in a test. */
	offer?: AbortController;
	runner?: Runner;
	/** What n8n last wanted registered: the hooks can read the parameters, a cron callback cannot. */
	wanted?: WantedWebhook;
	/** Whether nobody knows that the registration is as wanted: SmartSuite was away. */
	isUnsettled: boolean;
	/** Since when renewals fail, in ms of a steady clock. */
	unrenewedSince?: number;
	job?: Job;
	/** When a hook last gave up waiting for SmartSuite, in ms of a steady clock. */
	gaveUpAt: number;
	departure?: Departure;
	/** Whether pings of the published node come to this process. */
	takesPings: boolean;
}

const MOST_NODES = 1_000;

/** By n8n, workflow, node, and whether it is under test. */
const states = new Map<string, NodeState>();

/** The one state of this node in this process. */
export function stateOf(context: TriggerContext | IExecuteFunctions): NodeState {
	const key = `${ownerOf(context)} ${isTest(context) ? 'test' : 'published'}`;
	const state = states.get(key) ?? {
		queue: new DrainQueue(),
		setbacks: new Map(),
		shownAt: new Map(),
		foreign: new Map(),
		isUnproved: true,
		deliveredAt: -Infinity,
		undelivered: 0,
		astray: 0,
		startedOverAt: -Infinity,
		isAsking: false,
		hasLeft: false,
		lateUntil: -Infinity,
		unreadableAt: -Infinity,
		takesPings: false,
		isUnsettled: false,
		gaveUpAt: -Infinity,
	};
	rememberRecent(states, key, state, MOST_NODES);
	return state;
}

/** The further of what static data and this process know. */
export function cursorOf(context: TriggerContext): Cursor | undefined {
	return merged(storedCursor(context), stateOf(context).committed);
}

/** Where the trigger stands with one webhook, if anybody here knows it. */
export function placeOf(context: TriggerContext, webhookId: string): Place | undefined {
	const cursor = cursorOf(context);
	return cursor && placesOf(cursor).find((place) => place.webhookId === webhookId);
}
