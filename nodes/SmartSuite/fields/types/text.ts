import { asObject } from '../../api';
import { NO_COMPARISONS, TEXT_COMPARISONS, YES_NO_COMPARISONS } from '../comparisons';
import { computed, writable } from '../entry';
import type { FieldType, FieldValue } from '../field-type';
import { toMarkdown } from '../markdown/to-markdown';
import { sameText } from '../words/compare';
import { documentIn, sameDocument } from '../words/document';
import { booleanIn, sentBoolean, sentText } from '../words/scalar';
import { orNull } from '../words/shapes';

const text = (name: string): FieldType =>
	writable({
		name,
		guide: { shown: 'text', accepts: 'text, or a number' },
		shown: orNull,
		sent: sentText,
		same: sameText,
		cleared: '',
		mapper: 'string',
		comparisons: TEXT_COMPARISONS,
	});

const generated = (name: string): FieldType =>
	computed({ name, shows: 'text', shown: orNull, comparisons: NO_COMPARISONS });

/** A SmartDoc as Markdown; a form of it that nobody has heard of as it is. */
function shownDocument(value: FieldValue): FieldValue {
	const { data } = asObject(value);
	if (data === undefined || data === null) return orNull(value);
	return orNull(toMarkdown(asObject(data)));
}

export const TEXTS: Readonly<Record<string, FieldType>> = {
	recordtitlefield: text('Title'),
	textfield: text('Text'),
	textareafield: text('Text Area'),
	richtextareafield: writable({
		name: 'SmartDoc',
		guide: { shown: 'Markdown', accepts: 'Markdown, or the JSON of the document' },
		shown: shownDocument,
		sent: documentIn,
		same: sameDocument,
		cleared: { data: { type: 'doc', content: [] } },
		mapper: 'string',
		comparisons: TEXT_COMPARISONS,
		showsLess: true,
	}),
	yesnofield: writable({
		name: 'Yes / No',
		guide: { shown: '`true` or `false`', accepts: 'true or false, yes or no, 1 or 0' },
		shown: (value) => booleanIn(value) ?? (orNull(value) === null ? false : value),
		sent: sentBoolean,
		same: (sent, stored) => (booleanIn(sent) ?? false) === (booleanIn(stored) ?? false),
		cleared: false,
		mapper: 'options',
		comparisons: YES_NO_COMPARISONS,
	}),
	recordidfield: generated('Record ID'),
	buttonfield: generated('Button'),
};
