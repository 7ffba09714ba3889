import { randomUUID } from 'node:crypto';
import type { CredentialReference, WorkflowJson } from './n8n-client.mts';

/** Between two nodes that stand beside each other in the editor. */
const STEP_PX = 200;

/** A node as n8n keeps it in a workflow. */
export type NodeJson = Record<string, unknown> & { name: string };

/** A node of which only what is named differs from one that is new in the editor. */
export function node(
	name: string,
	type: string,
	properties: Record<string, unknown> = {},
): NodeJson {
	const start = { id: randomUUID(), typeVersion: 1, position: [0, 0], parameters: {} };
	return { ...start, name, type, ...properties };
}

/** The action node; `more` are properties beside its parameters. */
export function smartSuiteNode(
	name: string,
	credential: CredentialReference,
	parameters: Record<string, unknown>,
	{ type = 'n8n-nodes-smartsuite.smartSuite', ...more }: { type?: string; onError?: string } = {},
): NodeJson {
	return node(name, type, { credentials: { smartSuiteApi: credential }, parameters, ...more });
}

/** Begins a run by hand. */
export const manualTrigger = (name: string) => node(name, 'n8n-nodes-base.manualTrigger');

/** Hands its items on, and so keeps them visible. */
export const noOp = (name: string) => node(name, 'n8n-nodes-base.noOp');

/** Names something of SmartSuite as the nodes' panels do. */
export const byId = (value: string) => ({ __rl: true, mode: 'id', value });

/** A workflow of nodes that hand their items on, each to the next. */
export function chain(name: string, nodes: NodeJson[]): WorkflowJson {
	const beside = nodes.map((each, index) => ({ ...each, position: [index * STEP_PX, 0] }));
	return { name, nodes: beside, connections: inTurn(nodes.map(({ name }) => name)) };
}

/** Connects the nodes of these names one after the other. */
export function inTurn(names: string[]): Record<string, unknown> {
	const links = names.slice(1).map((next, index) => {
		const main = [[{ node: next, type: 'main', index: 0 }]];
		return [names[index] ?? '', { main }] as const;
	});
	return Object.fromEntries(links);
}
