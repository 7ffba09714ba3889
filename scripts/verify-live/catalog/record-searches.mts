import { copes, holds, matters, type Check } from './outcome.mts';

/** How records are found and shown (docs/internals/smartsuite.md sections 3.6, 4 and 4.1). */
export const recordSearchChecks = {
	'current-member': {
		asks: "Does `/current-member/` give the token's owner?",
		outcomes: {
			owner: holds('yes'),
			unsure: holds('it gives a member; nothing says whether it is the owner'),
			missing: copes('no: `me` is not known, and only that'),
			otherwise: matters('somebody else: `me` is the wrong member'),
		},
	},
	'text-case': {
		asks: 'Do `is` and `contains` find a text in another case?',
		switch: 'textCase',
		outcomes: {
			alike: holds('both do'),
			apart: matters('neither does: an upsert makes a second record where only the case differs'),
			'contains-only': matters(
				'only `contains` does: an upsert makes a second record where only the case differs',
			),
			'is-only': copes('only `is` does'),
		},
	},
	'number-is': {
		asks: 'Is `is` taken for a number?',
		switch: 'numberIs',
		outcomes: {
			refused: holds('no: `is_equal_to` is sent'),
			taken: holds('yes'),
			nothing: holds('it finds nothing, without an error: `is_equal_to` is sent'),
		},
	},
	'empty-list': {
		asks: 'What does a comparison with an empty list find?',
		switch: 'emptyListFilter',
		outcomes: {
			nothing: holds('nothing'),
			everything: copes('everything: the package refuses such a comparison before any call'),
			refused: holds('it is refused'),
		},
	},
	'filter-days': {
		asks: 'Whose day does a filter by a date mean?',
		switch: 'filterDays',
		outcomes: {
			utc: holds('the day in UTC'),
			member: copes("the day in the time zone of the token's owner"),
			otherwise: copes('another one'),
		},
	},
	'or-many': {
		asks: 'Are 60 conditions joined by OR taken?',
		outcomes: {
			taken: holds('yes'),
			refused: matters('no, and perhaps not fifty either, which an upsert sends in one search'),
			otherwise: matters('yes, but nothing is found: upserts make records twice'),
		},
	},
	'ids-search': {
		asks: 'Are `ids` heeded in a search?',
		outcomes: {
			heeded: holds('yes'),
			ignored: matters('no: records that a bulk update left out of its answer are told wrongly'),
			refused: matters('they are refused: what a bulk update left out of its answer is not read'),
		},
	},
	'fields-search': {
		asks: 'Does `fields` cut the records of a search down?',
		outcomes: {
			heeded: holds('yes'),
			ignored: copes('no: longer answers, nothing else'),
			refused: matters('it is refused: records cannot be read with chosen fields'),
		},
	},
	'list-limit': {
		asks: 'How many records does a search give when no limit is given?',
		switch: 'listLimitDefault',
		outcomes: {
			'100': holds('100: a limit is always sent'),
			all: holds('all: a limit is always sent'),
			otherwise: holds('…: a limit is always sent'),
		},
	},
	hydrated: {
		asks: 'What does `hydrated` do?',
		switch: 'hydration',
		outcomes: {
			objects: holds('ids become objects'),
			texts: holds('ids become texts'),
			ignored: holds('nothing'),
		},
	},
} satisfies Record<string, Check>;
