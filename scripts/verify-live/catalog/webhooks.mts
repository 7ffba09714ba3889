import { copes, holds, matters, type Check } from './outcome.mts';

const wrapper = (method: string, name: 'createWrapper' | 'getWrapper' | 'updateWrapper') =>
	({
		asks: `Does ${method} answer with the webhook wrapped in \`webhook\`?`,
		switch: name,
		outcomes: {
			wrapped: holds('yes', true),
			bare: copes('no, it stands alone', false),
			otherwise: copes('there is no webhook in the answer: one call more'),
		},
	}) satisfies Check;

/** What the engine says about webhooks (docs/internals/smartsuite.md sections 1.2 to 1.6, 1.8, 1.9). */
export const webhookChecks = {
	'create-answer': wrapper('CreateWebhook', 'createWrapper'),
	'get-answer': wrapper('GetWebhook', 'getWrapper'),
	'update-answer': wrapper('UpdateWebhook', 'updateWrapper'),
	'get-name': {
		asks: 'What is the method for one webhook called?',
		switch: 'getWebhookName',
		outcomes: {
			GetWebhook: holds('GetWebhook'),
			both: holds('GetWebhook, and GetWebhooks as well'),
			GetWebhooks: copes('GetWebhooks: ListWebhooks is asked instead'),
			none: copes('neither GetWebhook nor GetWebhooks: ListWebhooks is asked instead'),
		},
	},
	'key-spelling': {
		asks: "How are the keys of the engine's answers spelled?",
		switch: 'casing',
		outcomes: {
			snake: holds('snake_case'),
			camel: copes('camelCase'),
			mixed: copes('in both ways'),
		},
	},
	'kinds-spelling': {
		asks: 'How are kinds of change written in answers?',
		switch: 'kindsAs',
		outcomes: {
			names: holds('by name'),
			numbers: copes('as numbers, 1 to 3 in the order of the names'),
			otherwise: matters(
				'otherwise: `kind` is unreadable, webhooks are registered again and again',
			),
		},
	},
	'unknown-properties': {
		asks: 'Are there properties that this package has never heard of?',
		switch: 'unknownExtras',
		outcomes: {
			none: holds('none', false),
			some: copes('some, which pass through untouched', true),
		},
	},
	'url-unchanged': {
		asks: 'Does a webhook give its notification URL exactly as it was sent?',
		outcomes: {
			same: holds('yes'),
			otherwise: matters('no: the trigger does not know its own webhook again'),
		},
	},
	'filter-returned': {
		asks: 'Does a webhook give its filter and kinds as they were sent?',
		outcomes: {
			same: holds('yes'),
			otherwise: copes('no: the trigger remembers how it was shown'),
		},
	},
	'status-enabled': {
		asks: 'Does a webhook that is on have `enabled` in both statuses?',
		outcomes: {
			documented: holds('yes'),
			otherwise: matters('no: a healthy webhook is taken for one that is not'),
		},
	},
	lifetime: {
		asks: 'When does a new webhook expire?',
		outcomes: {
			'seven-days': holds('in seven days'),
			otherwise: matters('not in seven days: a keep-alive once a day may be too rare'),
			'no-date': copes('it gives no date, so that `days_left` stays empty'),
		},
	},
	'listing-extends': {
		asks: "Does ListEvents put off a webhook's expiry?",
		outcomes: {
			yes: holds('yes'),
			no: matters('no: the keep-alive does not keep alive'),
		},
	},
	'unknown-field': {
		asks: 'Is a webhook on a field that the table lacks refused?',
		switch: 'unknownFieldIds',
		outcomes: {
			refuse: holds('yes'),
			accept: copes('no: a trigger on a deleted field is quiet'),
		},
	},
	'list-pages': {
		asks: 'Does ListWebhooks come in pages with a token to go on?',
		outcomes: {
			pages: holds('yes'),
			'all-at-once': copes('no, it gives all at once'),
			otherwise: matters('the pages miss a webhook: the trigger may not find its own'),
		},
	},
	'list-scope': {
		asks: "Does ListWebhooks also show other members' webhooks?",
		switch: 'listWebhooksScope',
		outcomes: {
			workspace: holds('yes'),
			'only-own': copes(
				"none was there: it does not, or nobody else has one in this solution. If it does not, Keep Alive does not reach other members' webhooks",
				'own, or nobody else has one',
			),
		},
	},
	'delete-answer': {
		asks: 'How does DeleteWebhook answer?',
		outcomes: {
			json: holds('with JSON'),
			empty: copes('with an empty body'),
			otherwise: copes('with something else, which is ignored'),
		},
	},
	'delete-again': {
		asks: 'How does DeleteWebhook answer for a webhook that is gone?',
		switch: 'deleteUnknown',
		outcomes: {
			not_found: holds('404'),
			ok: copes('as if it had been there'),
			otherwise: copes('otherwise: the log then names a webhook that is gone already'),
		},
	},
} satisfies Record<string, Check>;
