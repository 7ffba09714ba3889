import { copes, holds, matters, type Check } from './outcome.mts';

/** UpdateWebhook, and webhooks that are off (docs/internals/smartsuite.md sections 1.5 and 1.8). */
export const updateChecks = {
	'update-in-place': {
		asks: 'Does UpdateWebhook change kinds and filter of the same webhook?',
		outcomes: {
			changed: holds('yes'),
			otherwise: copes('no: the trigger replaces the webhook instead'),
		},
	},
	'update-keeps-events': {
		asks: 'Does a webhook that is updated keep its stored events?',
		outcomes: {
			kept: holds('yes'),
			lost: matters('no: what was not read before a trigger is changed is lost'),
		},
	},
	'update-omits': {
		asks: 'What becomes of a notification status that UpdateWebhook does not name?',
		switch: 'updateSemantics',
		outcomes: {
			replace: holds('it is lost or required: the code always sends everything'),
			merge: copes('it stays'),
		},
	},
	'update-extends': {
		asks: "Does UpdateWebhook put off a webhook's expiry?",
		switch: 'updateExtendsExpiry',
		outcomes: {
			no: holds('no', false),
			yes: copes('yes', true),
		},
	},
	'status-paused': {
		asks: 'What does a webhook that was switched off show?',
		outcomes: {
			disabled: holds('`notification_status` without `enabled`, and so without its URL'),
			otherwise: matters('something else: a paused webhook is taken for an active one'),
		},
	},
	'toggle-on': {
		asks: 'Does UpdateWebhook switch a webhook on again?',
		outcomes: {
			on: holds('yes'),
			otherwise: matters('no: a paused webhook cannot be revived, only replaced'),
		},
	},
	'paused-stores-events': {
		asks: 'Are events stored while notifications are off?',
		switch: 'disabledStoresEvents',
		outcomes: {
			stored: holds('yes', true),
			dropped: matters('no: what changes while pings are off is lost', false),
		},
	},
} satisfies Record<string, Check>;
