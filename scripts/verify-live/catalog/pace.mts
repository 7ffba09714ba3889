import { copes, holds, matters, type Check } from './outcome.mts';

/** The rate limit (docs/internals/smartsuite.md section 5). */
export const paceChecks = {
	'rate-limit': {
		asks: 'How many calls in a second does a token have, over both hosts?',
		switch: 'rateLimit',
		outcomes: {
			five: holds('five'),
			fewer: matters('fewer than five: set Requests per Second in the credential to that'),
			more: copes('more than five'),
			'per-host': copes('five on each host'),
			off: copes('as many as were tried', 'off'),
		},
	},
	'penalty-length': {
		asks: 'For how long are calls refused after one too many?',
		outcomes: {
			'as-documented': holds('30 seconds'),
			shorter: copes('less than half of 30 seconds'),
			longer: copes('more than 30 seconds: a call waits up to three times as long'),
		},
	},
	'penalty-extends': {
		asks: 'Does a call during that time begin it anew?',
		switch: 'penaltyExtends',
		outcomes: {
			no: holds('no', false),
			yes: copes('yes; the code makes none', true),
		},
	},
	'retry-after': {
		asks: 'Does a 429 carry Retry-After?',
		switch: 'retryAfterHeader',
		outcomes: {
			absent: holds('no: 30 seconds are waited', false),
			present: copes('yes; it is kept to', true),
		},
	},
} satisfies Record<string, Check>;
