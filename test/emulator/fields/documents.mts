import { newId } from '../random.mts';
import { isObject, type JsonObject } from '../types.mts';
import { FieldRefusal, NOT_SAVED, type FieldType } from './field-type.mts';

/** `{data}` or `{html}`; a plain text is not saved (docs/internals/smartsuite.md 4.3). */
export const smartDoc: FieldType = {
	empty: () => documentOf({ type: 'doc', content: [] }),
	store(value) {
		if (value === '') return documentOf({ type: 'doc', content: [] });
		if (!isObject(value)) return NOT_SAVED;
		return messageOf(value);
	},
};

/** Objects with `items`; a list of texts is lost, and so is everything in a bulk call. */
export const checklist: FieldType = {
	empty: () => null,
	store(value, { isBulk }) {
		if (isBulk || Array.isArray(value)) return NOT_SAVED;
		if (!isObject(value) || !Array.isArray(value.items)) {
			throw new FieldRefusal('Expected a dictionary of items.');
		}
		const items = value.items.filter(isObject).map((item) => ({ id: newId(), ...item }));
		const completed = items.filter((item) => 'completed' in item && item.completed === true);
		return { items, total_items: items.length, completed_items: completed.length };
	},
};

/** The parts of a SmartDoc that the server makes, from its data or from HTML. */
export function messageOf({ data, html }: JsonObject): JsonObject {
	if (isObject(data) && data.type === 'doc') return documentOf(data);
	if (typeof html !== 'string') throw new FieldRefusal('This field is required.');
	const text = html.replace(/<[^>]*>/g, '').trim();
	const content = text === '' ? [] : [{ type: 'text', text }];
	const paragraph = { type: 'paragraph', attrs: { textAlign: null }, content };
	return { ...documentOf({ type: 'doc', content: [paragraph] }), html };
}

function documentOf(data: JsonObject): JsonObject {
	const html = `<div class="rendered">\n    ${htmlOf(data)}\n</div>`;
	return { data, html, preview: textOf(data).trim() };
}

const TAGS: Record<string, string> = {
	paragraph: 'p',
	bullet_list: 'ul',
	ordered_list: 'ol',
	list_item: 'li',
	check_list_item: 'li',
	code_block: 'pre',
	blockquote: 'blockquote',
	heading: 'h2',
	strong: 'strong',
	em: 'em',
	underline: 'u',
	strikethrough: 's',
};

const nodesIn = ({ content }: JsonObject) =>
	Array.isArray(content) ? content.filter(isObject) : [];

/** Plain but whole HTML: what is inside unknown nodes is shown without a tag. */
function htmlOf(node: JsonObject): string {
	if (node.type === 'text') {
		const marks = Array.isArray(node.marks) ? node.marks.filter(isObject) : [];
		return marks.reduce((inner, { type }) => tagged(type, inner), escaped(String(node.text)));
	}
	return tagged(node.type, nodesIn(node).map(htmlOf).join(''));
}

function tagged(type: unknown, inner: string): string {
	const tag = TAGS[String(type)];
	return tag ? `<${tag}>${inner}</${tag}>` : inner;
}

const escaped = (text: string) =>
	text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

function textOf(node: JsonObject): string {
	if (node.type === 'text') return String(node.text);
	const inner = nodesIn(node).map(textOf).join('');
	return node.type === 'paragraph' || node.type === 'heading' ? `${inner} ` : inner;
}
