import type { IDataObject } from 'n8n-workflow';

import { shorten } from '../transport';
import { asObject, asText } from './shape';
import { notificationUrl } from './webhook';
import type { Webhook, WebhookFilter } from './webhook';
import { healthOf } from './webhook-status';

const MOST_NAMED = 3;
const LONGEST_ADDRESS = 120;

/**
 * One line about a webhook for a dropdown: "created, updated · Tasks · n8n.example.com/webhook/changes".
 * @param tableNames by id; an id stands for itself where the name is not known
 */
export function describeWebhook(webhook: Webhook, tableNames: ReadonlyMap<string, string>): string {
	const kinds = webhook.kinds.map((kind) => kind.replace('RECORD_', '').toLowerCase()).join(', ');
	const address = hostAndPath(notificationUrl(webhook) ?? '');
	return [kinds, watched(webhook, tableNames), address].filter(Boolean).join(' · ');
}

/** How long a webhook lives, and whether it does: "paused, expires in 5 days". */
export function lifetimeOf(webhook: Webhook, now: number): string {
	const { status, days_left: days } = healthOf(webhook, now);
	if (status === 'expired' || days === null) return status;
	const when = days === 0 ? 'within a day' : `in ${days} ${days === 1 ? 'day' : 'days'}`;
	return `${status === 'active' ? '' : `${status}, `}expires ${when}`;
}

/** The tables that a webhook watches; none where it watches the whole solution. */
export function tableIdsOf({ filter }: { filter: IDataObject | WebhookFilter }): string[] {
	const { applications, application } = filter as IDataObject;
	const { application_ids: ids } = asObject(applications);
	const { application_id: id } = asObject(application);
	return [...(Array.isArray(ids) ? ids : []), id].map(asText).filter(Boolean);
}

function watched(webhook: Webhook, tableNames: ReadonlyMap<string, string>): string {
	const names = tableIdsOf(webhook).map((id) => tableNames.get(id) ?? id);
	if (names.length === 0) return 'whole solution';
	const { field_ids: fields } = asObject(webhook.filter.application);
	const tables = names.slice(0, MOST_NAMED).join(', ');
	if (names.length > MOST_NAMED) return `${tables} and ${names.length - MOST_NAMED} more`;
	if (!Array.isArray(fields)) return tables;
	return `${fields.length} ${fields.length === 1 ? 'field' : 'fields'} of ${tables}`;
}

/** An address without protocol, password and what comes after its path; as it is where it is none. */
function hostAndPath(address: string): string {
	if (!URL.canParse(address)) return shorten(address, LONGEST_ADDRESS);
	const { host, pathname } = new URL(address);
	return shorten(`${host}${pathname}`.replace(/\/$/, ''), LONGEST_ADDRESS);
}
