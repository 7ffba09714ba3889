import type { IDataObject } from 'n8n-workflow';

import { asObject, asText, isObject } from '../api';

/** A member as a mention names one. */
export interface Mentioned {
	id: string;
	name: string;
}

/** An `@` with an e-mail address behind it, at the beginning of a word; the group is the address. */
const MENTION = /(?<![\p{L}\d._%+@-])@([\w.%+'-]+@[\p{L}\d-]+(?:\.[\p{L}\d-]+)+)/gu;

/** Marks of text that is meant to the letter, or leads elsewhere. */
const WITHOUT_MENTIONS = ['code', 'link'];

/** The table that mentions of members name; of all its ids this is the one that every workspace has. */
const MEMBERS = { id: 'members', name: 'Members', slug: 'members' };

/** The e-mail addresses that a SmartDoc mentions, in lower case. */
export function mentionedIn({ data }: IDataObject): string[] {
	return addressesIn(asObject(data));
}

/**
 * The SmartDoc with a mention in the place of each `@address` that somebody is known by; others stay text
 * (docs/internals/smartsuite.md section 4.6).
 * @param known by e-mail address in lower case
 */
export function withMentions(
	message: IDataObject,
	known: ReadonlyMap<string, Mentioned>,
): IDataObject {
	return { ...message, data: mentioning(asObject(message.data), known) };
}

/** The nodes in a node, which may also be what somebody wrote as JSON. */
function nodesIn({ content }: IDataObject): IDataObject[] {
	return Array.isArray(content) ? (content as unknown[]).filter(isObject) : [];
}

function mayMention({ type, marks }: IDataObject): boolean {
	const names = Array.isArray(marks) ? marks.map((mark) => asText(asObject(mark).type)) : [];
	return type !== 'code_block' && !names.some((name) => WITHOUT_MENTIONS.includes(name));
}

function addressesIn(node: IDataObject): string[] {
	if (!mayMention(node)) return [];
	const own = Array.from(asText(node.text).matchAll(MENTION), ([, address = '']) => address);
	return [...own.map((address) => address.toLowerCase()), ...nodesIn(node).flatMap(addressesIn)];
}

function mentioning(node: IDataObject, known: ReadonlyMap<string, Mentioned>): IDataObject {
	if (!Array.isArray(node.content) || !mayMention(node)) return node;
	const content = nodesIn(node).flatMap((inner) =>
		inner.type === 'text' ? pieces(inner, known) : [mentioning(inner, known)],
	);
	return { ...node, content };
}

/** A text as the texts and mentions it consists of, all with its marks. */
function pieces(node: IDataObject, known: ReadonlyMap<string, Mentioned>): IDataObject[] {
	const text = asText(node.text);
	if (!mayMention(node)) return [node];
	const found: IDataObject[] = [];
	let from = 0;
	for (const { 0: source, 1: address = '', index } of text.matchAll(MENTION)) {
		const member = known.get(address.toLowerCase());
		if (!member) continue;
		if (index > from) found.push({ ...node, text: text.slice(from, index) });
		found.push(mention(member, node));
		from = index + source.length;
	}
	if (from < text.length) found.push({ ...node, text: text.slice(from) });
	return found;
}

function mention({ id, name }: Mentioned, { marks }: IDataObject): IDataObject {
	const attrs = { id, application: MEMBERS, title: name, prefix: '@' };
	return { type: 'mention', attrs, ...(marks !== undefined && { marks }) };
}
