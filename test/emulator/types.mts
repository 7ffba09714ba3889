/** What SmartSuite keeps, and what the emulator remembers of its own traffic. */

export const KINDS = ['RECORD_CREATED', 'RECORD_UPDATED', 'RECORD_DELETED'] as const;
export type Kind = (typeof KINDS)[number];

export type JsonObject = Record<string, unknown>;

export function isObject(value: unknown): value is JsonObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Only what the emulator reads is named; the rest is as in docs/internals/smartsuite.md 3.1. */
export interface Solution extends JsonObject {
	id: string;
	name: string;
	slug: string;
	hidden: boolean;
}

export interface Field {
	slug: string;
	label: string;
	field_type: string;
	params: JsonObject;
}

/** A table, which the API calls an application (docs/internals/smartsuite.md 3.3). */
export interface Table extends JsonObject {
	id: string;
	name: string;
	slug: string;
	solution: string;
	structure: Field[];
}

/** A member of the workspace (docs/internals/smartsuite.md 3.4). */
export interface Member extends JsonObject {
	id: string;
	full_name: { title: string; first_name: string; last_name: string; sys_root: string };
	email: string[];
	role: string;
}

/** A group of members (docs/internals/smartsuite.md 3.4). */
export interface Team extends JsonObject {
	id: string;
	name: string;
	members: string[];
}

/** A file that records hold: its content, or the address that it came from. */
export interface StoredFile {
	name: string;
	url?: string;
	content?: Blob;
	mimetype?: string;
}

/** A record with all its fields, empty ones included, keyed by field slug. */
export interface TableRecord extends JsonObject {
	id: string;
	application_id: string;
	title: string;
}

/** Exactly one of the three forms of docs/internals/smartsuite.md 1.2. */
export type Filter =
	| { solution: JsonObject }
	| { applications: { application_ids: string[] } }
	| { application: { application_id: string; field_ids: string[] } };

/** An event as ListEvents gives it, with the two numbers that page tokens are made of. */
export interface StoredEvent {
	/** Place in the one sequence of all events of all webhooks, from which page tokens are made. */
	position: number;
	/** Place among the events of its webhook: the number in `event_id`. */
	number: number;
	atMs: number;
	event: JsonObject;
}

export interface Webhook {
	id: string;
	solutionId: string;
	kinds: Kind[];
	filter: Filter;
	/** Last notification URL that was set; kept while notifications are off. */
	url: string | undefined;
	/** Its owner switched notifications off. */
	paused: boolean;
	/** SmartSuite switched notifications off, after a day of failed pings. */
	pingsFailed: boolean;
	createdAtMs: number;
	createdBy: string;
	updatedAtMs: number;
	updatedBy: string;
	/** Last ListEvents (or the creation): what the 7 and 14 idle days count from. */
	lastListedAtMs: number;
	eventsSoFar: number;
	/** How many pages of a reading lie before each token that it was given, for the switch `pageCuts`. */
	pagesBefore: Map<string, number>;
	events: StoredEvent[];
}

/** One API call, on either host. `at` is on the emulator's clock; `status` 0 means no answer. */
export interface Call {
	at: number;
	method: string;
	path: string;
	rpc?: string;
	status: number;
	requestBody: unknown;
	requestHeaders: Record<string, string>;
	durationMs: number;
}

/** One attempt to deliver a ping; `error` instead of `status` when nothing answered. */
export interface Ping {
	at: number;
	webhookId: string;
	url: string;
	attempt: number;
	status?: number;
	error?: string;
	responseBody: string;
}

/** A request as the pure part of the emulator sees it; header names in lower case. */
export interface ApiRequest {
	method: string;
	path: string;
	query: URLSearchParams;
	headers: Record<string, string>;
	body: string;
	/** The parts of a body in `multipart/form-data`. */
	form?: FormData;
}

export interface Answer {
	status: number;
	contentType: string;
	headers?: Record<string, string>;
	body: string;
}
