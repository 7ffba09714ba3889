import type { World } from '../e2e/world.mts';

/** An event that reached the node after the one that fetched it. */
export interface Delivery {
	/** Of which of the workflows, counted from 0. */
	workflow: number;
	recordId: string;
	/** When that node began, in ms since 1970. */
	at: number;
}

export interface Outcome {
	deliveries: Delivery[];
	/** Runs of workflows, or of what stands for them. */
	executions: number;
	/** Runs that ended with an error, or not at all. */
	failed: number;
}

/** A contender at work, registered at SmartSuite. */
export interface Running {
	/** Whether it will go on by itself though nothing is on its way at SmartSuite. */
	isBusy(): boolean;
	/** What has arrived, asked for once it is all over. */
	outcome(): Promise<Outcome>;
	/** Leaves nothing behind. */
	stop(): Promise<void>;
}

/** A way from a change in SmartSuite to the first downstream node. */
export interface Contender {
	/** Names it on the command line. */
	id: string;
	title: string;
	/** Whether it takes no pings, but asks once a minute. */
	polls: boolean;
	/** How often it lists payloads while nothing happens; not at all where absent. `measured` on a real n8n. */
	idleListing?: { everyMinutes: number } | 'measured';
	/** Whether it runs in n8n, whose memory and CPU time are measured then. */
	inN8n: boolean;
	/** @param count how many workflows watch the demo solution */
	start(world: World, count: number): Promise<Running>;
}
