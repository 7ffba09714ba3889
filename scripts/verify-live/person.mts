import type { Named } from './checks/workspace.mts';

/** Who decides what a run does, and hears how it goes. */
export interface Person {
	chooseSolution(solutions: Named[]): Promise<string>;
	chooseTable(tables: Named[]): Promise<string>;
	/**
	 * Where SmartSuite is to send pings; undefined for a run without them.
	 * @param port of loopback, to which the URL has to lead
	 */
	publicUrl(port: number): Promise<string | undefined>;
	/** Whether what was just told may be done. */
	agrees(question: string): Promise<boolean>;
	tell(text: string): void;
}

/** The person said no. */
export class Declined extends Error {}
