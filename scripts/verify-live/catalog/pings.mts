import { copes, holds, type Check } from './outcome.mts';

/** How SmartSuite pings (docs/internals/smartsuite.md section 1.1). */
export const pingChecks = {
	'ping-body': {
		asks: 'What does a ping say?',
		switch: 'pingBody',
		outcomes: {
			documented: holds('`webhookId` and `locator`'),
			planned: copes('more than that, such as the table; it is ignored'),
			otherwise: copes('no webhook id: the trigger looks at most once a minute'),
		},
	},
	'ping-headers': {
		asks: 'Which headers does a ping have?',
		outcomes: {
			plain: holds('none that looks like a signature'),
			signed: copes('one that looks like a signature, which is not checked'),
		},
	},
	'ping-handshake': {
		asks: 'Is there a ping when a webhook is created?',
		switch: 'handshakePing',
		outcomes: {
			none: holds('no', false),
			sent: copes('yes; it finds nothing new', true),
		},
	},
	'ping-visible': {
		asks: 'Does ListEvents show a change by the time its ping comes?',
		outcomes: {
			visible: holds('yes'),
			early: copes('no: the trigger looks again after 3.5 s, and once more after 8.5 s'),
		},
	},
	'pings-per': {
		asks: 'How many pings do three changes at once make?',
		switch: 'pingsPer',
		outcomes: {
			event: holds('one each'),
			batch: holds('fewer'),
		},
	},
	'ping-twice': {
		asks: 'Did a ping come twice, though it was answered?',
		switch: 'duplicatePings',
		outcomes: {
			no: holds('no', 0),
			yes: holds('yes; it finds nothing new', 1),
		},
	},
	'ping-retry': {
		asks: 'Which answers to a ping count as a failure, so that it comes again?',
		switch: 'pingsRetryOn',
		outcomes: {
			'non-2xx': holds('all but a success (204 is one)'),
			'non-200': holds('all but 200'),
			'no-answer': copes('only none at all: after a 503 the trigger pings itself'),
			never: copes('none was seen to come again: after a failure the trigger pings itself'),
		},
	},
	'ping-retry-first': {
		asks: 'After how long does a failed ping come again?',
		switch: 'pingRetryFirstMs',
		outcomes: { measured: holds('after …') },
	},
	'ping-time-out': {
		asks: 'How long does a ping wait for its answer?',
		switch: 'pingTimeoutMs',
		outcomes: { measured: holds('for …') },
	},
} satisfies Record<string, Check>;
