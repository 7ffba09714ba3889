/** What stands beside `dist` in the package: all that a user needs, and nothing else. */
const BESIDE = ['CHANGELOG.md', 'LICENSE', 'README.md', 'package.json'];

/** Bytes of the tarball; a picture or a dependency that slipped in is larger by far. */
export const MOST_BYTES = 250_000;

/** One schema in the source, as n8n wants it: one for each operation that gives a webhook (gulpfile.js). */
const WEBHOOK_SCHEMA = 'nodes/SmartSuite/__schema__/v1.0.0/webhook.json';
const WEBHOOK_OPERATIONS = ['create', 'get', 'getAll', 'update'];

/** A packed package: paths with slashes, from its top. */
export interface Packed {
	files: string[];
	/** Of the tarball. */
	bytes: number;
	/** Of its package.json: what n8n loads. */
	n8n: { nodes: string[]; credentials: string[] };
}

/**
 * What is wrong with the package. It has to hold exactly what the build makes of the sources: a stray
 * file in `dist` would be published, and run by nobody but an attacker.
 * @param sources the files below credentials, nodes and icons
 */
export function findingsIn({ files, bytes, n8n }: Packed, sources: readonly string[]): string[] {
	const expected = [...BESIDE, ...sources.flatMap(builtFrom).map((path) => `dist/${path}`)];
	const missing = expected.filter((path) => !files.includes(path));
	const surplus = files.filter((path) => !expected.includes(path));
	const unloadable = [...n8n.nodes, ...n8n.credentials].filter((path) => !files.includes(path));
	return [
		...missing.map((path) => `The package lacks ${path}.`),
		...surplus.map((path) => `The package should not hold ${path}.`),
		...unloadable.map((path) => `n8n is to load ${path}, which the package lacks.`),
		...(bytes > MOST_BYTES ? [`The package has ${bytes} bytes, more than ${MOST_BYTES}.`] : []),
	];
}

function builtFrom(source: string): string[] {
	if (source === WEBHOOK_SCHEMA) {
		return WEBHOOK_OPERATIONS.map((operation) => source.replace('.json', `/${operation}.json`));
	}
	return [source.replace(/\.ts$/, '.js')];
}
