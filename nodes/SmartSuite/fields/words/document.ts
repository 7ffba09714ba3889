import { asObject, isObject } from '../../api';
import type { Field } from '../../api';
import type { FieldValue, Sent } from '../field-type';
import { fromMarkdown } from '../markdown/from-markdown';
import { toMarkdown } from '../markdown/to-markdown';
import { parsedOnce } from './json';
import { quoted, refused } from './refuse';

/** The document of a SmartDoc, from Markdown or from the document's own JSON; html and preview are SmartSuite's. */
export function documentIn(given: FieldValue, field: Field): Sent {
	const value = parsedOnce(given);
	const data = isObject(value) && isObject(value.data) ? value.data : value;
	if (isObject(data) && data.type === 'doc') return { value: { data } };
	if (typeof given === 'object')
		return refused(field, `is neither Markdown nor a document: ${quoted(given)}`);
	return { value: { data: { ...fromMarkdown(String(given)) } } };
}

/** The same text in the same form: SmartSuite's editor adds attributes of its own. */
export function sameDocument(sent: FieldValue, stored: FieldValue): boolean {
	return markdownIn(sent) === markdownIn(stored);
}

function markdownIn(value: FieldValue): string {
	return toMarkdown(asObject(asObject(value).data));
}
