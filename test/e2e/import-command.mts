import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import getPort from 'get-port';
import type { WorkflowJson } from './n8n-client.mts';
import { n8nEnvironment } from './n8n-environment.mts';
import { installN8n } from './n8n-install.mts';
import type { World } from './world.mts';

/**
 * Runs `n8n import:workflow` beside the n8n that is up. The command stores nodes as they are: a trigger without
 * a `webhookId` stays without one, which the editor and the REST API would give it.
 *
 * @returns the new workflow's id
 * @throws {Error} with the command's output when it fails
 */
export async function importByCommand({ home }: World, workflow: WorkflowJson): Promise<string> {
	const { version, node, script } = await installN8n();
	// The command takes none without an id.
	const { id = randomUUID() } = workflow;
	const file = join(home.folder, `${id}.json`);
	await writeFile(file, JSON.stringify({ ...workflow, id }));
	const ports = { port: await getPort(), brokerPort: await getPort() };
	await execa(node, [script, 'import:workflow', `--input=${file}`], {
		cwd: home.folder,
		env: n8nEnvironment(process.env, { version, node, userFolder: home.folder, ...ports }),
		extendEnv: false,
		stdin: 'ignore',
	});
	return id;
}
