import type { IDataObject } from 'n8n-workflow';

import { asObject, asText } from './shape';
import type { Webhook, WebhookFilter } from './webhook';
import { healthOf } from './webhook-status';

const MOST_NAMED = 3;

/**
 * One line about a webhook for a dropdown: "created, updated · Tasks · expires in 5 days".
 * @param tableNames by id; an id stands for itself where the name is not known
 */
export function describeWebhook(
	webhook: Webhook,
	now: number,
	tableNames: ReadonlyMap<string, string>,
): string {
	const kinds = webhook.kinds.map((kind) => kind.replace('RECORD_', '').toLowerCase()).join(', ');
	return [kinds, watched(webhook, tableNames), lifetime(webhook, now)].join(' · ');
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

function lifetime(webhook: Webhook, now: number): string {
	const { status, days_left: days } = healthOf(webhook, now);
	if (status === 'expired' || days === null) return status;
	const when = days === 0 ? 'within a day' : `in ${days} ${days === 1 ? 'day' : 'days'}`;
	return `${status === 'active' ? '' : `${status}, `}expires ${when}`;
}
