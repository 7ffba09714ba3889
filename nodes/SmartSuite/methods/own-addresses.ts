import type { IExecuteFunctions, ILoadOptionsFunctions } from 'n8n-workflow';

type Evaluating = ILoadOptionsFunctions & Pick<IExecuteFunctions, 'evaluateExpression'>;

/**
 * Tells whether an address leads to this n8n. A dropdown is not told where n8n gets its pings: what it is
 * told is where people open n8n, which may be another host. An expression knows (docs/internals/n8n.md
 * section 12).
 */
export function ownAddresses(context: ILoadOptionsFunctions): (address: string) => boolean {
	const bases = [context.getInstanceBaseUrl(), webhookBase(context)].flatMap(asPlace);
	return (address) =>
		asPlace(address).some((place) => bases.some((base) => place.startsWith(base)));
}

/** The address below which n8n serves its webhooks; '' where it cannot be had. */
function webhookBase(context: ILoadOptionsFunctions): string {
	if (!evaluates(context)) return '';
	try {
		const url = context.evaluateExpression('{{ $execution.resumeUrl }}', 0);
		// https://n8n.example.com/webhook-waiting/<execution>
		return new URL('..', String(url)).href;
	} catch {
		return '';
	}
}

/** n8n's contexts can all do so, though its types say it of some. */
function evaluates(context: ILoadOptionsFunctions): context is Evaluating {
	return 'evaluateExpression' in context;
}

/** Host and path of a web address, with a slash behind it; nothing of anything else. */
function asPlace(address: string): string[] {
	if (!URL.canParse(address)) return [];
	const { host, pathname } = new URL(address);
	return host ? [`${host}${pathname}`.replace(/\/*$/, '/')] : [];
}
