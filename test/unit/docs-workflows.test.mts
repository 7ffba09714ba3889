import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';

const FOLDER = join(import.meta.dirname, '..', '..', 'docs', 'workflows');
const NOTE = 'n8n-nodes-base.stickyNote';

interface Node {
	id: string;
	name: string;
	type: string;
	position: [number, number];
	parameters: { content?: string; width?: number; height?: number };
}

interface Workflow {
	name: string;
	nodes: Node[];
	connections: Record<string, { main: Array<Array<{ node: string }>> }>;
}

/** Width and height of a node with its name below, on n8n's canvas. */
const NODE_SIZE = { width: 100, height: 140 };

/** What a node or a note covers of the canvas. */
function area({ position: [left, top], type, parameters }: Node) {
	const { width = 0, height = 0 } = type === NOTE ? parameters : NODE_SIZE;
	return { left, top, right: left + width, bottom: top + height };
}

function overlap(one: Node, other: Node): boolean {
	const [a, b] = [area(one), area(other)];
	return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

const slug = (name: string) => name.toLowerCase().replace(/[^a-z0-9]+/g, '-');

describe.each(readdirSync(FOLDER))('%s', (file) => {
	const { nodes, connections, ...rest } = JSON.parse(
		readFileSync(join(FOLDER, file), 'utf8'),
	) as Workflow;
	const notes = nodes.filter(({ type }) => type === NOTE);
	const overview = notes.find(({ name }) => name === 'Note: Overview')?.parameters.content ?? '';

	it('holds nothing of the n8n it was made in', () => {
		// `n8n import:workflow` takes no workflow without an id.
		const id = `smartsuite-${basename(file, '.json')}`;
		expect(rest).toEqual({ id, name: rest.name, settings: { executionOrder: 'v1' } });
		expect(rest.name).toMatch(/^SmartSuite: /);
		const foreign = nodes.filter((node) => 'credentials' in node || 'webhookId' in node);
		expect(foreign).toEqual([]);
	});

	it('has ids that stay and can be read', () => {
		expect(nodes.map(({ id }) => id)).toEqual(nodes.map(({ name }) => slug(name)));
		expect(new Set(nodes.map(({ id }) => id)).size).toBe(nodes.length);
	});

	it('uses the nodes of n8n and of this package only, and connects those there are', () => {
		const foreign = nodes.filter(({ type }) => !/^n8n-nodes-(base|smartsuite)\.\w+$/.test(type));
		expect(foreign).toEqual([]);
		const targets = Object.values(connections).flatMap(({ main }) => main.flat());
		const named = [...Object.keys(connections), ...targets.map(({ node }) => node)];
		const all = nodes.map(({ name }) => name);
		expect(named.filter((name) => !all.includes(name))).toEqual([]);
	});

	it('says what it does, what to fill in, and what it costs', () => {
		expect(overview).toMatch(/^## .+\n\n[^#]+\n\n### Fill in\n1\. \*\*/);
		expect(overview).toMatch(/### What it costs\n.*call/);
		const steps = overview.match(/^\d\. .*(?=:)/gm)?.join() ?? '';
		const toFillIn = [...steps.matchAll(/\*\*(.+?)\*\*/g)].map(([, name]) => name);
		expect(nodes.map(({ name }) => name)).toEqual(expect.arrayContaining(toFillIn));
	});

	it('covers no node with a note', () => {
		const covered = notes.flatMap((note) =>
			nodes.filter((node) => node !== note && overlap(note, node)).map(({ name }) => name),
		);
		expect(covered).toEqual([]);
	});
});
