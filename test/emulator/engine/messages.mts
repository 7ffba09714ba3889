import { isObject, KINDS, type Filter, type JsonObject, type Kind } from '../types.mts';
import type { Switches } from '../switches.mts';
import { invalidArgument, TwirpError } from './twirp.mts';

/**
 * Requests read as proto-JSON reads them: snake_case or lowerCamelCase keys, enum names or numbers,
 * unknown keys ignored (docs/internals/smartsuite.md 1.10).
 */

export function parseBody(text: string): JsonObject {
	try {
		const body: unknown = JSON.parse(text);
		if (isObject(body)) return body;
		throw new Error('not an object');
	} catch (error) {
		throw undecodable(String(error));
	}
}

function undecodable(cause: string): TwirpError {
	return new TwirpError('malformed', 'the json request could not be decoded', { cause });
}

/** The value under a snake_case key or its lowerCamelCase form; null counts as absent. */
function valueOf(message: JsonObject, key: string): unknown {
	const camel = key.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
	return message[key] ?? message[camel] ?? undefined;
}

export function textOf(message: JsonObject, key: string): string {
	const value = valueOf(message, key) ?? '';
	if (typeof value !== 'string') throw undecodable(`${key} is not a string`);
	return value;
}

export function requiredText(message: JsonObject, key: string): string {
	const text = textOf(message, key);
	if (text === '') throw invalidArgument(key, 'is required');
	return text;
}

export function messageOf(message: JsonObject, key: string): JsonObject | undefined {
	const value = valueOf(message, key);
	if (value !== undefined && !isObject(value)) throw undecodable(`${key} is not an object`);
	return value;
}

export function requiredMessage(message: JsonObject, key: string): JsonObject {
	const value = messageOf(message, key);
	if (!value) throw invalidArgument(key, 'is required');
	return value;
}

function textsOf(message: JsonObject, key: string): string[] {
	const value = valueOf(message, key) ?? [];
	if (!Array.isArray(value)) throw undecodable(`${key} is not a list`);
	return value.map((item) => {
		if (typeof item !== 'string') throw undecodable(`${key} holds something else than strings`);
		return item;
	});
}

/** Kinds as names or numbers; 1 is RECORD_CREATED, 2 and 3 follow the order of the documentation. */
export function kindsOf(message: JsonObject): Kind[] {
	const value = valueOf(message, 'kinds') ?? [];
	if (!Array.isArray(value)) throw undecodable('kinds is not a list');
	if (value.length === 0) throw invalidArgument('kinds', 'is required');
	return value.map((item: unknown) => {
		const kind = typeof item === 'number' ? KINDS[item - 1] : KINDS.find((name) => name === item);
		if (!kind) throw invalidArgument('kinds', `does not know ${JSON.stringify(item)}`);
		return kind;
	});
}

/** "Must contain one (and only one) of the formats" (docs/internals/smartsuite.md 1.2). */
export function filterOf(message: JsonObject): Filter {
	const filter = requiredMessage(message, 'filter');
	const solution = messageOf(filter, 'solution');
	const applications = messageOf(filter, 'applications');
	const application = messageOf(filter, 'application');
	if ([solution, applications, application].filter(Boolean).length !== 1) {
		throw invalidArgument('filter', 'must be one of solution, applications, application');
	}
	if (applications) {
		const application_ids = textsOf(applications, 'application_ids');
		if (application_ids.length === 0) throw invalidArgument('application_ids', 'is required');
		return { applications: { application_ids } };
	}
	if (application) {
		const application_id = requiredText(application, 'application_id');
		return { application: { application_id, field_ids: textsOf(application, 'field_ids') } };
	}
	return { solution: {} };
}

/** `{"enabled":{"url":...}}` gives the URL, `{"disabled":{}}` or nothing gives undefined. */
export function notificationUrlOf(message: JsonObject): string | undefined {
	const status = messageOf(message, 'notification_status') ?? {};
	const enabled = messageOf(status, 'enabled');
	if (!enabled) return undefined;
	if (messageOf(status, 'disabled')) {
		throw invalidArgument('notification_status', 'must be one of enabled, disabled');
	}
	const url = requiredText(enabled, 'url');
	if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
		throw invalidArgument('url', 'must be an http or https URL');
	}
	return url;
}

/** Entries asked for, as a string or a number (1.7); the switches say how many there may be. */
export function pageSizeOf(message: JsonObject, switches: Switches): number {
	const { pageSizeDefault, pageSizeMax, pageSizeOverMax, pageSizeType } = switches;
	const value = valueOf(message, 'page_size');
	if (value === undefined || value === '' || value === 0) return pageSizeDefault;
	if (typeof value !== 'number' && typeof value !== 'string') throw undecodable('page_size');
	if (pageSizeType !== 'any' && typeof value !== pageSizeType) {
		throw undecodable(`page_size is not a ${pageSizeType}`);
	}
	const size = Number(value);
	if (!Number.isInteger(size) || size < 0) throw invalidArgument('page_size', 'is not a number');
	if (size > pageSizeMax && pageSizeOverMax === 'refuse') {
		throw invalidArgument('page_size', `must be at most ${pageSizeMax}`);
	}
	if (size > pageSizeMax && pageSizeOverMax === 'break-down') {
		throw new TwirpError('internal', 'internal server error');
	}
	return Math.min(size || pageSizeDefault, pageSizeMax);
}
