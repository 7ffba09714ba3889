import { copes, holds, matters, type Check } from './outcome.mts';

/** What events hold, and when they are there (docs/internals/smartsuite.md sections 1.7 and 7). */
export const eventChecks = {
	'own-writes': {
		asks: 'Do records written with the token fire events?',
		switch: 'ownWritesFireEvents',
		outcomes: {
			fire: holds(
				'yes: a workflow that writes where it watches has to ignore its own member',
				true,
			),
			silent: copes('no: there are no loops', false),
		},
	},
	'event-visible': {
		asks: 'When does ListEvents show a change?',
		switch: 'eventsVisibleAfterMs',
		outcomes: {
			'at-once': holds('at the first look', 0),
			later: copes('not at the first look'),
		},
	},
	'event-shape': {
		asks: 'Does an event have the documented properties?',
		outcomes: {
			documented: holds('yes'),
			otherwise: matters('no: items lack some'),
		},
	},
	'event-ids': {
		asks: 'Is an event id `<webhook id>.<number>`, unique, and the same when read again?',
		outcomes: {
			documented: holds('yes'),
			unique: copes('unique and lasting, but of another form'),
			otherwise: matters('no: changes come more than once'),
		},
	},
	'event-member': {
		asks: "Do events name who made the change, in the record's `last_updated.by` and `deleted_by`?",
		outcomes: {
			both: holds('yes'),
			'updates-only': matters('not for deletions: Ignore Members lets those through'),
			otherwise: matters('no: Ignore Members ignores nobody'),
		},
	},
	'event-handler': {
		asks: 'What is `ctx.handler` of a record written with the token?',
		switch: 'apiHandler',
		outcomes: {
			INTERACTIVE: holds('INTERACTIVE, as for a person'),
			API: holds('API'),
			otherwise: holds('something else'),
		},
	},
	previous: {
		asks: 'What does `previous` of an update hold?',
		switch: 'previousContents',
		outcomes: {
			changed: holds('the fields that changed'),
			'changed-and-system': holds('those, and `last_updated`'),
			all: copes('all fields: `changed_fields` names only those whose values differ'),
			empty: matters('nothing: `changed_fields` is empty'),
		},
	},
	'deleted-data': {
		asks: 'What does `data` of a deleted record hold?',
		switch: 'deletedData',
		outcomes: {
			whole: holds('the record'),
			'id-only': copes('its id only'),
			empty: copes('nothing'),
		},
	},
	'field-slugs': {
		asks: 'Does a filter on the slug of a field let its updates through?',
		outcomes: {
			slugs: holds('yes'),
			otherwise: matters('no: a trigger that watches fields is quiet'),
		},
	},
} satisfies Record<string, Check>;
