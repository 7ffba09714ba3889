import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openDatabase } from './database.mts';
import { chain, node, noOp } from './nodes.mts';
import { createOwnWorkflow } from './own-workflow.mts';
import { until } from './until.mts';
import type { World } from './world.mts';

const CALL_TIMEOUT_MS = 60_000;
const PATH = 'probe';

/** The environment in which n8n has the probe node. */
export const probeEnvironment = (folder: string) => ({
	PROBE_FOLDER: folder,
	N8N_CUSTOM_EXTENSIONS: fileURLToPath(new URL('probe', import.meta.url)),
});

/** A call that n8n made, as `probe/Probe.node.js` notes it. */
export interface Call {
	what: string;
	mode?: string;
	activation?: string;
	/** The parameter Label, which tells an old node from a changed one. */
	parameter?: string;
	/** The static data that the node was given. */
	data: Record<string, unknown>;
}

/** What the probe does when it is called; otherwise all goes well. */
export interface Order {
	create?: 'fails';
	delete?: 'fails';
	exists?: boolean;
	/** From its cron, once a second; `flagged` writes static data before. */
	emit?: 'flagged' | 'unflagged';
}

/** The workflow of a probe node, and what n8n did with it. */
export class Probe {
	private seen = 0;

	private constructor(
		private readonly world: World,
		private readonly folder: string,
		readonly id: string,
	) {}

	/** Makes a workflow that is removed when the test ends. */
	static async create(world: World, folder: string): Promise<Probe> {
		await writeFile(join(folder, 'calls.jsonl'), '');
		const id = await createOwnWorkflow(world, workflowWith('one'));
		const probe = new Probe(world, folder, id);
		await probe.order({});
		return probe;
	}

	async order(order: Order): Promise<void> {
		await writeFile(join(this.folder, 'order.json'), JSON.stringify(order));
	}

	/** The calls since it was last asked for them, once there are as many. */
	async calls(count: number): Promise<Call[]> {
		const enough = async () => {
			const { length } = await this.all();
			return length >= this.seen + count || undefined;
		};
		// What there is says more than that it is too little.
		await until(`${count} calls`, CALL_TIMEOUT_MS, enough).catch(() => {});
		const calls = (await this.all()).slice(this.seen);
		this.seen += calls.length;
		return calls;
	}

	/** Publishes it with another parameter. */
	async change(label: string): Promise<void> {
		const { nodes, connections } = workflowWith(label);
		await this.world.client.rest.patch(`/workflows/${this.id}`, { nodes, connections });
		await this.world.client.publish(this.id);
	}

	/** Calls its production URL, or that of a test. */
	async ping(does: string, value: number, kind?: 'webhook-test'): Promise<{ status: number }> {
		return await this.send(JSON.stringify({ does, value }), kind);
	}

	/** The same with any body that says that it is JSON. */
	async send(body: string, kind = 'webhook'): Promise<{ status: number }> {
		const { status } = await fetch(`${this.world.n8n.url}/${kind}/${PATH}/webhook`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body,
		});
		return { status };
	}

	/** The static data of the node as n8n's database has it. */
	async stored(): Promise<unknown> {
		const database = await openDatabase(this.world.home);
		const sql = 'SELECT staticData FROM workflow_entity WHERE id = ?';
		const [row] = await database.query(sql, this.id);
		const data = JSON.parse((row?.staticData ?? '{}') as string) as Record<string, unknown> | null;
		return data?.['node:Probe'] ?? {};
	}

	private async all(): Promise<Call[]> {
		const lines = (await readFile(join(this.folder, 'calls.jsonl'), 'utf8')).split('\n');
		return lines.filter(Boolean).map((line) => JSON.parse(line) as Call);
	}
}

function workflowWith(label: string) {
	const properties = { typeVersion: 2, webhookId: PATH, parameters: { label }, id: 'probe' };
	return chain('Probe', [node('Probe', 'CUSTOM.probe', properties), noOp('After')]);
}
