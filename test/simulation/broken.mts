import type { Breakage } from '../virtual/package.mts';

/** Code that is broken on purpose, and the invariant that has to notice. */
export interface Broken extends Breakage {
	what: string;
	notices: string;
}

export const BROKEN: Broken[] = [
	{
		what: 'the rest of a page that did not fit is passed over',
		notices: 'nothing is lost',
		file: 'trigger/read-place.ts',
		from: '...advance(place, fitting), taken, pages',
		to: '...advance(place, fitting, page.nextPageToken), pages',
	},
	{
		what: 'executions do not ask n8n what others have had',
		notices: 'nothing comes twice',
		file: 'trigger/deduplicate.ts',
		from: 'return await unprocessed(context, items, drained)',
		to: 'return await Promise.resolve(items)',
	},
	{
		what: 'events are handed over newest first',
		notices: 'order is kept',
		file: 'trigger/read-place.ts',
		from: 'const news = newsIn(rest, place);',
		to: 'const news = newsIn(rest, place).reverse();',
	},
	{
		what: 'unpublishing leaves the webhook',
		notices: 'there is exactly one webhook',
		file: 'trigger/registration.ts',
		from: 'departSoon(this, known, { find });',
		to: '',
	},
	{
		what: 'any webhook without a URL is taken for ours',
		notices: 'nobody else’s webhook is touched',
		file: 'trigger/own-webhook.ts',
		from: '(target === undefined && ours.has(webhook.webhook_id))',
		to: '(target === undefined && ours.size >= 0)',
	},
	{
		what: 'a reading that failed is tried again at once',
		notices: 'calls are within the budget',
		file: 'trigger/verdict.ts',
		from: '[5_000, 30_000, 120_000, 600_000, 1_800_000, 3_600_000]',
		to: '[1_000, 1_000]',
	},
	{
		what: 'a place remembers every event that it has had',
		notices: 'state is bounded',
		file: 'trigger/place.ts',
		from: 'const MOST_RECENT = 200;',
		to: 'const MOST_RECENT = 200_000;',
	},
	{
		what: 'what lasts is shown after a week',
		notices: 'what lasts is shown',
		file: 'trigger/verdict.ts',
		from: 'export const LASTING_MS = 3_600_000;',
		to: 'export const LASTING_MS = 604_800_000;',
	},
	{
		what: 'the log names the token',
		notices: 'the token stays where it is',
		file: 'trigger/setbacks.ts',
		from: 'warn(context, `could not read events: ',
		to: "void context.getCredentials('smartSuiteApi').then((all) => warn(context, String(all.apiToken)));\n\twarn(context, `could not read events: ",
	},
	{
		what: 'the clean-up of a test waits for SmartSuite',
		notices: 'n8n bears it',
		file: 'trigger/registration.ts',
		from: 'departSoon(this, known, { find });',
		to: 'departSoon(this, known, { find });\n\t\tawait stateOf(this).departure?.over;',
	},
];
