import { copes, holds, matters, type Check } from './outcome.mts';

/** Records in batches, their events, the trash (docs/internals/smartsuite.md sections 4 and 4.4). */
export const recordBatchChecks = {
	'bulk-create-answer': {
		asks: 'How do the records of a bulk create come?',
		switch: 'bulkCreateAnswer',
		outcomes: {
			array: holds('as a bare list'),
			items: copes('in `items`'),
			successful_items: copes('in `successful_items`'),
			otherwise: matters('in no known form: it is unknown what was created'),
		},
	},
	'bulk-create-order': {
		asks: "In which order do a bulk create's records come?",
		switch: 'bulkCreateOrder',
		outcomes: {
			'as-sent': holds('as they were sent'),
			reversed: copes('backwards: they are told apart by their values'),
			otherwise: copes('in another one: they are told apart by their values'),
		},
	},
	'bulk-update-answer': {
		asks: 'How do the records of a bulk update come?',
		switch: 'bulkUpdateAnswer',
		outcomes: {
			array: holds('as a bare list'),
			items: copes('in `items`'),
			successful_items: copes('in `successful_items`'),
			otherwise: copes('in no known form: they are read again'),
		},
	},
	'bulk-update-unchanged': {
		asks: 'Is a record that did not change in the answer to a bulk update?',
		switch: 'bulkUpdateUnchanged',
		outcomes: {
			'left-out': holds('no: it is read at the end'),
			listed: holds('yes'),
		},
	},
	'bulk-atomic': {
		asks: 'Does one bad record make a bulk create fail as a whole?',
		switch: 'bulkAtomic',
		outcomes: {
			yes: holds('yes', true),
			no: copes('no: the others are created', false),
			'refused-in-part': copes(
				'the call is refused, and the others are created all the same',
				false,
			),
			taken: copes('the bad value is taken', 'unknown'),
		},
	},
	'bulk-update-refused': {
		asks: 'What does a bad value do to a bulk update?',
		outcomes: {
			nothing: holds('nothing is written'),
			others: copes('the other records are written'),
			'refused-in-part': copes('the call is refused, and the others are written all the same'),
			taken: copes('the bad value is taken, or dropped in silence'),
		},
	},
	'bulk-delete': {
		asks: 'Does a bulk delete name the records that it deleted?',
		outcomes: {
			named: holds('yes'),
			unnamed: holds('no'),
			refused: matters('it is refused: records cannot be deleted in batches'),
		},
	},
	'bulk-events': {
		asks: 'Does each record of a bulk create fire an event?',
		outcomes: {
			each: holds('yes'),
			fewer: matters('no: the trigger does not see all of them'),
		},
	},
	'restore-event': {
		asks: 'Which event does a record that is restored fire?',
		switch: 'restoreFires',
		outcomes: {
			RECORD_UPDATED: holds('RECORD_UPDATED'),
			RECORD_CREATED: copes('RECORD_CREATED: a workflow may take it for a new record'),
			none: copes('none: the trigger does not see it'),
		},
	},
	'restored-title': {
		asks: 'Does the title of a restored record gain "(Restored)"?',
		outcomes: {
			gained: holds('yes'),
			kept: holds('no'),
		},
	},
} satisfies Record<string, Check>;
