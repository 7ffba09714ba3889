import { copes, holds, matters, type Check } from './outcome.mts';

/** What becomes of values that are written (docs/internals/smartsuite.md sections 4.2 and 4.3). */
export const recordValueChecks = {
	'values-stored': {
		asks: 'Is one value of each type of field stored as the package sends it?',
		outcomes: {
			all: holds('yes'),
			some: matters('not of …: items name those fields in `not_stored`'),
			refused: matters('…: refused'),
		},
	},
	'unknown-choice': {
		asks: 'What becomes of a choice that the field lacks?',
		switch: 'unknownChoice',
		outcomes: {
			emptied: holds('the field is emptied, in silence: no such choice is ever sent'),
			refused: holds('it is refused'),
			kept: holds('it is ignored'),
			stored: copes('it is stored'),
		},
	},
	'choice-label': {
		asks: 'Is the label of a choice taken where its id belongs?',
		switch: 'choiceLabels',
		outcomes: {
			unknown: holds('no: ids are sent'),
			taken: holds('yes'),
		},
	},
	'select-object': {
		asks: 'Is `{value}` taken for a single select?',
		outcomes: {
			'not-saved': holds('no, in silence: the bare id is sent'),
			refused: holds('no, it is refused: the bare id is sent'),
			taken: holds('yes'),
		},
	},
	'status-text': {
		asks: 'Is a status taken as bare text?',
		switch: 'statusAsText',
		outcomes: {
			taken: holds('yes'),
			'not-saved': holds('no, in silence: `{value}` is sent'),
			refused: holds('no, it is refused: `{value}` is sent'),
		},
	},
	'link-protocol': {
		asks: 'What becomes of a link without `https://`?',
		switch: 'linkWithoutProtocol',
		outcomes: {
			dropped: holds('it is dropped: the package adds the protocol'),
			kept: holds('it is kept'),
			completed: holds('SmartSuite adds a protocol'),
			refused: holds('it is refused: the package adds the protocol'),
		},
	},
	'unknown-member': {
		asks: 'What becomes of the id of a member that there is not?',
		switch: 'unknownMembers',
		outcomes: {
			dropped: holds('it is dropped, in silence'),
			refused: holds('it is refused'),
			stored: copes('it is stored'),
		},
	},
	'unknown-link': {
		asks: 'What becomes of the id of a linked record that there is not?',
		outcomes: {
			dropped: holds('it is dropped, in silence: the item names the field in `not_stored`'),
			refused: holds('it is refused'),
			stored: copes('it is stored'),
		},
	},
	'unknown-slug': {
		asks: 'What becomes of a field that the table lacks?',
		switch: 'unknownSlugs',
		outcomes: {
			ignored: holds('it is ignored: the package refuses it before any call'),
			refused: holds('it is refused'),
			stored: holds('it is stored'),
		},
	},
	'number-spelling': {
		asks: 'How does the number 12 come back?',
		switch: 'numberSpelling',
		outcomes: {
			recorded: holds("as the text '12.0'"),
			short: holds("as the text '12'"),
			number: holds('as a number'),
			otherwise: copes('as …'),
		},
	},
	'number-bounds': {
		asks: 'What becomes of a number beyond the most of its field?',
		switch: 'numberBounds',
		outcomes: {
			refused: holds('it is refused'),
			unheeded: holds('it is stored: the package refuses it before any call'),
			otherwise: holds('something else: the package refuses it before any call'),
		},
	},
	'date-ranges': {
		asks: 'In which form are date ranges and due dates taken?',
		switch: 'dateRanges',
		outcomes: {
			both: holds('as `{date}` objects, and as texts'),
			nested: holds('as `{date}` objects'),
			flat: copes('as texts only: one call more at first'),
			neither: matters('in neither: they cannot be written'),
		},
	},
	midnight: {
		asks: 'Is a time of midnight UTC stored as a date without time?',
		switch: 'midnightIsNoTime',
		outcomes: {
			no: holds('no', false),
			yes: copes('yes: the item names the field in `not_stored`', true),
		},
	},
	'doc-text': {
		asks: 'Is a plain text taken for a SmartDoc?',
		outcomes: {
			'not-saved': holds('no, in silence: a document is sent'),
			refused: holds('no, it is refused: a document is sent'),
			taken: holds('yes'),
		},
	},
	'files-by-url': {
		asks: 'What does an address that is written to a field with files do?',
		switch: 'filesByUrl',
		outcomes: {
			append: holds('it adds a file'),
			replace: copes('it replaces the files that are there'),
			refused: matters('it is refused: files by address cannot be written'),
		},
	},
	clearing: {
		asks: 'Does what the package sends to clear a field clear it, for each type?',
		outcomes: {
			all: holds('yes'),
			some: matters('not for …'),
			refused: matters('it is refused for …'),
		},
	},
	'clearing-null': {
		asks: 'Does `null` clear a field, for each type?',
		outcomes: {
			all: holds('yes'),
			some: holds('not for …'),
			refused: holds('it is refused for …'),
		},
	},
} satisfies Record<string, Check>;
