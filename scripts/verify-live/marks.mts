import { asText } from '../../nodes/SmartSuite/api/shape.ts';
import { notificationUrl, type Webhook } from '../../nodes/SmartSuite/api/webhook.ts';

/** In the URL of every webhook and the title of every record of ours, before the id of the run. */
const MARK = 'n8n-nodes-smartsuite-verify-live';

/** Where webhooks point that nobody is to answer: a name that never resolves (RFC 2606). */
const NOWHERE = 'https://n8n-nodes-smartsuite.invalid';

/** The webhooks of a run; `no-content`, `unavailable` and `silent` only where pings can arrive. */
export type Role =
	| 'main'
	| 'field'
	| 'no-content'
	| 'unavailable'
	| 'silent'
	| 'refused'
	| 'records';

/** What tells the things of one run from all others. */
export interface Marks {
	path: string;
	/** Text, so that everybody who comes across the record knows what it is. */
	title: string;
	urlFor(role: Role): string;
}

/** @param publicUrl leads to the receiver; without it pings lead nowhere */
export function marksOf(publicUrl: string | undefined, startedAt = Date.now()): Marks {
	const path = `/${MARK}/${startedAt.toString(36)}`;
	const host = (publicUrl ?? NOWHERE).replace(/\/+$/, '');
	return {
		path,
		title: `${MARK} ${startedAt.toString(36)} (a test, may be deleted)`,
		urlFor: (role) => `${host}${path}/${role}`,
	};
}

/** Whether a run made this webhook: this one (with its marks) or any. */
export function isOurs(webhook: Webhook, marks?: Marks): boolean {
	const url = notificationUrl(webhook) ?? '';
	return url.includes(marks ? `${marks.path}/` : `/${MARK}/`);
}

/** Whether a run made this record: this one (with its marks) or any. */
export function isOurRecord(title: unknown, marks?: Marks): boolean {
	return asText(title).startsWith(marks ? marks.title : `${MARK} `);
}

/** What a search for records of ours looks for. */
export const RECORD_SEARCH = MARK;
