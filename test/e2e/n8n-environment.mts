import { gte, lt } from 'semver';
import { pathWithNode } from './node-path.mts';

/** Variables of the caller that would steer n8n, or lead its loopback calls through a proxy. */
const FOREIGN =
	/^(n8n|db|executions|queue|webhook|endpoint|generic|credentials|external|npm|vitest|node_env|node_options|(https?|all)_proxy$)/i;

/** A quiet n8n on loopback that calls nobody but the nodes' services. */
const QUIET = {
	N8N_LISTEN_ADDRESS: '127.0.0.1',
	N8N_HOST: '127.0.0.1',
	N8N_PROTOCOL: 'http',
	N8N_SECURE_COOKIE: 'false',
	N8N_DIAGNOSTICS_ENABLED: 'false',
	N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
	N8N_TEMPLATES_ENABLED: 'false',
	N8N_PERSONALIZATION_ENABLED: 'false',
	N8N_HIRING_BANNER_ENABLED: 'false',
	N8N_DYNAMIC_BANNERS_ENABLED: 'false',
	N8N_VERIFIED_PACKAGES_ENABLED: 'false',
	DB_TYPE: 'sqlite',
};

/** The first n8n with a module that asks a registry on the internet; older ones do not know its name. */
const WITH_MCP_REGISTRY = '2.40.0';

/** Older ones can evaluate expressions without a native module that npm would have to compile. */
const WITHOUT_LEGACY_EXPRESSIONS = '2.0.0';

interface Place {
	/** Of n8n. */
	version: string;
	/** Node binary that n8n runs under, and its task runner too. */
	node: string;
	userFolder: string;
	port: number;
	/** Port on which n8n talks to its task runner; each n8n needs its own. */
	brokerPort: number;
}

/**
 * The whole environment of an n8n.
 *
 * @param caller the environment of this process; what concerns n8n is left out of it
 * @param extra what a test adds or overrides, for instance WEBHOOK_URL or the queue's settings
 */
export function n8nEnvironment(
	caller: NodeJS.ProcessEnv,
	{ version, node, userFolder, port, brokerPort }: Place,
	extra: Record<string, string> = {},
): NodeJS.ProcessEnv {
	const neutral = Object.entries(caller).filter(([name]) => !FOREIGN.test(name));
	return {
		...Object.fromEntries(neutral),
		...QUIET,
		...(gte(version, WITH_MCP_REGISTRY) && { N8N_DISABLED_MODULES: 'mcp-registry' }),
		...(lt(version, WITHOUT_LEGACY_EXPRESSIONS) && { N8N_EXPRESSION_ENGINE: 'legacy' }),
		PATH: pathWithNode(node, caller.PATH),
		N8N_USER_FOLDER: userFolder,
		N8N_PORT: String(port),
		N8N_RUNNERS_BROKER_PORT: String(brokerPort),
		...extra,
	};
}
