import type { SmartSuiteTrigger } from '../../nodes/SmartSuite/SmartSuiteTrigger.node.ts';
import type { StoredWorkflow } from './database.mts';

/** One process of n8n, with its own copy of the package and so of all that the trigger remembers. */
export class Process {
	isAlive = true;
	/** By workflow: ends what runs beside its webhook. */
	readonly closers = new Map<StoredWorkflow, () => Promise<void>>();
	/** What breaks when it dies: connections, executions. */
	readonly onDeath = new Set<() => void>();

	constructor(
		readonly role: 'main' | 'processor' | 'worker',
		readonly trigger: SmartSuiteTrigger,
	) {}

	die(): void {
		this.isAlive = false;
		for (const end of this.onDeath) end();
	}

	/** Nothing comes of what a dead process does or awaits. */
	async run<Result>(work: () => Promise<Result>): Promise<Result> {
		if (!this.isAlive) return await never();
		try {
			const result = await work();
			return this.isAlive ? result : await never();
		} catch (error) {
			if (this.isAlive) throw error;
			return await never();
		}
	}

	/** n8n-core's context as this process has it. */
	tap<Context extends { helpers: object }>(context: Context): Context {
		const helpers = context.helpers as Record<string, (...args: unknown[]) => Promise<unknown>>;
		const { run } = this;
		const runHere = run.bind(this);
		for (const name of [
			'httpRequest',
			'httpRequestWithAuthentication',
			'checkProcessedAndRecord',
		]) {
			const original = helpers[name];
			if (!original) continue;
			helpers[name] = async function (this: unknown, ...args: unknown[]) {
				return await runHere(() => original.apply(this, args));
			};
		}
		return context;
	}
}

const never = () => new Promise<never>(() => {});
