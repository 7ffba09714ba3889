import { copes, holds, matters, type Check } from './outcome.mts';

const AGAIN = 'events since the last token are read again and dropped by their ids';

/** Pages of ListEvents and their tokens (docs/internals/smartsuite.md section 1.7). */
export const pageChecks = {
	'token-last-page': {
		asks: 'Which token does the last page with events carry?',
		switch: 'lastPageToken',
		outcomes: {
			kept: holds('one to go on from'),
			absent: copes(`none: ${AGAIN}`),
			'empty-string': copes(`an empty one: ${AGAIN}`),
		},
	},
	'token-empty-page': {
		asks: 'Which token does a page without events carry?',
		switch: 'emptyPageToken',
		outcomes: {
			same: holds('the one that was asked with'),
			absent: copes('none; the last one is kept'),
			'empty-string': copes('an empty one; the last one is kept'),
			other: copes('another one, which is followed'),
		},
	},
	'list-empty': {
		asks: 'How does a page without events come?',
		switch: 'emptyPageBody',
		outcomes: {
			omitted: holds('without `events`'),
			explicit: holds('with an empty list'),
		},
	},
	'token-sequence': {
		asks: 'What does a page token count?',
		switch: 'tokenSequence',
		outcomes: {
			global: holds('not the events of its webhook; probably those of all'),
			'per-webhook': holds('the events of its webhook'),
			opaque: holds('nothing that can be seen'),
		},
	},
	'token-unknown': {
		asks: 'What does ListEvents say to a token that it never gave?',
		switch: 'invalidToken',
		outcomes: {
			refuse: holds('it refuses it: the trigger asks again, and then starts at the oldest event'),
			'from-start': copes('it starts at the oldest event'),
			empty: matters('it gives no events: with a token out of date the trigger would stay quiet'),
			fails: copes('it fails: should a token go out of date, the trigger tries in vain'),
		},
	},
	'tokens-lead-on': {
		asks: 'Does the next page begin right behind the last one?',
		outcomes: {
			exact: holds('yes'),
			overlap: copes('it repeats events, which are dropped by their ids'),
			gap: matters('it skips events'),
		},
	},
	'page-order': {
		asks: 'In which order are the events of a page?',
		switch: 'pageOrder',
		outcomes: {
			'oldest-first': holds('oldest first'),
			'newest-first': copes('newest first: each page is turned round'),
			otherwise: matters('neither: changes reach a workflow out of order'),
		},
	},
	'page-full': {
		asks: 'Is a page as full as asked while there is more?',
		outcomes: {
			full: holds('yes'),
			short: copes('no: a change may wait for the next ping until the trigger has learned that'),
		},
	},
	'page-size-type': {
		asks: 'Which JSON type of `page_size` is taken?',
		switch: 'pageSizeType',
		outcomes: {
			any: holds('text and number'),
			string: holds('text'),
			number: copes('number: pages of the size that SmartSuite chooses'),
			none: copes('neither: pages of the size that SmartSuite chooses'),
		},
	},
	'page-size-default': {
		asks: 'How many events does a page hold when no size is asked for?',
		switch: 'pageSizeDefault',
		outcomes: {
			'at-least': holds('all events there were'),
			limit: holds('fewer than there were'),
		},
	},
	'page-size-most': {
		asks: 'How many events does a page of 500 hold?',
		switch: 'pageSizeMax',
		outcomes: {
			'at-least': holds('all events there were'),
			limit: copes('fewer than there were: more calls for a backlog'),
			refused: copes('it is not given: pages of 200 or 50 are asked for'),
		},
	},
	'page-size-too-large': {
		asks: 'What does ListEvents say to a page size of a million?',
		switch: 'pageSizeOverMax',
		outcomes: {
			cap: holds('it gives what it can'),
			refuse: copes('it refuses; the trigger asks for smaller pages when 500 is too much'),
			'break-down': copes('it breaks down; the trigger tries smaller pages after two failures'),
		},
	},
} satisfies Record<string, Check>;
