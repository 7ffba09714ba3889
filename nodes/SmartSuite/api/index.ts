export type { Haste } from '../transport';
export { createComment, listComments } from './comments';
export type { Comment, NewComment, RecordPlace } from './comments';
export { SIMPLIFIED_KEYS } from './event';
export type { ChangeEvent } from './event';
export { eventPages, keepListed, listEvents, readEvents } from './events';
export { downloadFile, getFileUrl, listFiles, refuseTooLarge, uploadFile } from './files';
export type { FilePlace, StoredFile } from './files';
export { getOwnMemberId, getTable, listMembers, listTables } from './metadata';
export type { Field, Listed, Member, Table } from './metadata';
export type { FileContent } from './multipart';
export { LOOK_DELAYS_MS, makeOnce, mayBeMadeSince, OPEN_FAILURES, withAdvice } from './once';
export { collect } from './pages';
export type { Page } from './pages';
export { createRecords, deleteRecords, MOST_IN_BATCH, updateRecords } from './record-batches';
export type { BatchAnswer } from './record-batches';
export {
	createRecord,
	deleteRecord,
	findRecords,
	findRecordsWithAny,
	getRecord,
	restoreRecord,
	searchRecords,
	updateRecord,
} from './records';
export type { RecordSearch, StoredRecord } from './records';
export { listSolutions } from './solutions';
export type { Solution } from './solutions';
export { listTeams } from './teams';
export { asObject, asText, isObject, weightOf } from './shape';
export { listViewRecords, listViews } from './views';
export { EVENT_KINDS, formOf, notificationUrl, watchedForm } from './webhook';
export type { Webhook, WebhookFilter, WebhookSpec } from './webhook';
export { describeWebhook, lifetimeOf, tableIdsOf } from './webhook-line';
export { healthOf } from './webhook-status';
export { createWebhook, deleteWebhook, getWebhook, listWebhooks, updateWebhook } from './webhooks';
export type { WebhookChanges } from './webhooks';
