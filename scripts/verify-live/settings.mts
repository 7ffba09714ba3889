import { PARTS, type Part } from './limits.mts';

/** What the environment says; what it does not say is asked for. */
export interface Settings {
	token: string | undefined;
	accountId: string | undefined;
	apiUrl: string;
	webhooksUrl: string;
	/** What SmartSuite allows (Webhooks Overview, "Rate Limits"); less where others use the token. */
	requestsPerSecond: number;
	solutionId: string | undefined;
	tableId: string | undefined;
	/** '' is a run without pings. */
	publicUrl: string | undefined;
}

const REQUESTS_PER_SECOND = 5;

/** @param env of the process: the variables that CONTRIBUTING.md names */
export function settingsFrom(env: NodeJS.ProcessEnv): Settings {
	const host = (url: string) => url.trim().replace(/\/+$/, '');
	const perSecond = Number(env.SMARTSUITE_REQUESTS_PER_SECOND);
	return {
		token: env.SMARTSUITE_API_TOKEN?.trim(),
		accountId: env.SMARTSUITE_ACCOUNT_ID?.trim(),
		apiUrl: host(env.SMARTSUITE_API_URL ?? 'https://app.smartsuite.com'),
		webhooksUrl: host(env.SMARTSUITE_WEBHOOKS_URL ?? 'https://webhooks.smartsuite.com'),
		requestsPerSecond: perSecond > 0 ? perSecond : REQUESTS_PER_SECOND,
		solutionId: env.SMARTSUITE_SOLUTION_ID?.trim(),
		tableId: env.SMARTSUITE_TABLE_ID?.trim(),
		publicUrl: env.SMARTSUITE_PUBLIC_URL?.trim(),
	};
}

/** @throws Error where there is no such part */
export function partsFrom(only: string | undefined): readonly Part[] {
	if (only === undefined) return PARTS;
	const part = PARTS.find((one) => one === only);
	if (part) return [part];
	throw new Error(`--only takes ${PARTS.join(' or ')}.`);
}
