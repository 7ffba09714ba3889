import { copes, holds, matters, type Check } from './outcome.mts';

/** Metadata and refusals (docs/internals/smartsuite.md sections 2 and 3). */
export const workspaceChecks = {
	'solutions-list': {
		asks: 'How does the list of solutions come?',
		switch: 'restLists',
		outcomes: {
			'by-limit': holds('as a bare list; with a limit wrapped in `results`'),
			bare: holds('as a bare list, with a limit too'),
			results: copes('wrapped in `results`, `items` or `data`'),
			otherwise: matters('in no known form: the dropdown of solutions stays empty'),
		},
	},
	'tables-list': {
		asks: 'Do the tables of a solution come with only what was asked for?',
		switch: 'tableProjection',
		outcomes: {
			projected: holds('yes', 'ignored'),
			whole: copes('no, with more than that: a longer answer, nothing else', 'ignored'),
			strict: copes('what not every table has is refused: one call more', 'refused'),
			otherwise: matters('without id or name: the dropdown of tables stays empty'),
		},
	},
	'table-fields': {
		asks: 'Does a table have a `structure` whose fields have slug, label and field_type?',
		outcomes: {
			documented: holds('yes'),
			otherwise: matters('no: fields cannot be chosen, labels are missing'),
		},
	},
	'members-list': {
		asks: 'Do members come as `{items, total}`?',
		outcomes: {
			documented: holds('yes'),
			otherwise: matters('no: members to ignore cannot be chosen'),
		},
	},
	'wrong-workspace-rest': {
		asks: 'What does the REST API say to a wrong workspace together with a wrong token?',
		outcomes: {
			'workspace-first': holds('400 that names the Account ID'),
			'token-first': copes('401 or 403: the credential test speaks of the token first'),
			otherwise: matters('something else: the credential test names the wrong cause'),
		},
	},
	'wrong-token-rest': {
		asks: 'How does the REST API refuse a wrong token?',
		outcomes: {
			401: holds('with 401'),
			403: copes('with 403: the message speaks of missing rights'),
			otherwise: matters('otherwise: the credential test names the wrong cause'),
		},
	},
	'wrong-workspace-engine': {
		asks: 'How does the webhooks engine refuse a wrong workspace?',
		switch: 'engineWorkspaceErrors',
		outcomes: {
			'plain-text': holds('in plain text that names the Account ID'),
			twirp: copes('in JSON that names the Account ID'),
			otherwise: matters('without naming it: the message does not say that the workspace is wrong'),
		},
	},
	'wrong-token-engine': {
		asks: 'How does the webhooks engine refuse a wrong token?',
		outcomes: {
			401: holds('with 401'),
			403: copes('with 403: the message speaks of missing rights'),
			otherwise: matters('otherwise: a refused token is not shown as a failed execution'),
		},
	},
	'unknown-method': {
		asks: 'What does the engine say to a method that it does not have?',
		outcomes: {
			bad_route: holds('404 with the code `bad_route`'),
			missing: copes('404 without that code: looks like a missing webhook, treated the same'),
			otherwise: matters('something else: should GetWebhook have another name, it fails'),
		},
	},
	'content-type': {
		asks: 'Does the engine take `application/json; charset=utf-8`?',
		outcomes: {
			refused: holds('no, so it has to be exactly application/json, which is what the code sends'),
			accepted: holds('yes'),
		},
	},
	'error-body': {
		asks: 'What does an error of the engine look like?',
		switch: 'plainTextErrors',
		outcomes: {
			twirp: holds('JSON with `code` and `msg`', false),
			text: copes('plain text', true),
			otherwise: copes('something else, which messages quote as it is'),
		},
	},
} satisfies Record<string, Check>;
