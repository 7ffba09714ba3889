import { EVENT_KINDS } from '../../nodes/SmartSuite/api/webhook.ts';
import { isObject } from '../../nodes/SmartSuite/api/shape.ts';

/** Keys that every record has (docs/internals/smartsuite.md section 1.7); others are somebody's own. */
const SYSTEM_FIELDS = [
	'id',
	'title',
	'application_id',
	'application_slug',
	'autonumber',
	'comments_count',
	'deleted_by',
	'deleted_date',
	'first_created',
	'followed_by',
	'last_updated',
	'ranking',
];

/** Below these keys stand records, whose keys and values belong to the account, as they do in the REST API's. */
const RECORD_KEYS = ['data', 'previous'];

/** Words of the API itself, shown as they are; every other text is only named as one. */
const API_WORDS: readonly string[] = [
	...EVENT_KINDS,
	'INTERACTIVE',
	'API',
	'UNKNOWN',
	'bad_route',
	'malformed',
	'invalid_argument',
	'not_found',
	'unauthenticated',
	'permission_denied',
	'resource_exhausted',
	'internal',
	'unavailable',
];

/** The value as keys and types: no text, number, id, name or date of the account is left in it. */
export function shapeOf(value: unknown): unknown {
	return shapeBelow(value, { isRecord: false, isOfRecord: false });
}

/** `isRecord`: its keys are slugs. `isOfRecord`: so or below, where every text is somebody's own. */
interface Depth {
	isRecord: boolean;
	isOfRecord: boolean;
}

function shapeBelow(value: unknown, depth: Depth): unknown {
	if (isObject(value) && 'application_slug' in value && !depth.isOfRecord) {
		return shapeBelow(value, { isRecord: true, isOfRecord: true });
	}
	const { isRecord, isOfRecord } = depth;
	if (Array.isArray(value)) return value.length === 0 ? [] : [shapeBelow(value[0], depth)];
	if (typeof value === 'string') return textShape(value, isOfRecord);
	if (!isObject(value)) return typeOf(value);
	const isShown = (key: string) => (isRecord ? SYSTEM_FIELDS.includes(key) : isApiKey(key));
	const shown = Object.entries(value).filter(([key]) => isShown(key));
	const hidden = Object.entries(value).filter(([key]) => !isShown(key));
	const shapes = shown.map(([key, inner]) => {
		const opens = !isOfRecord && RECORD_KEYS.includes(key);
		return [key, shapeBelow(inner, { isRecord: opens, isOfRecord: isOfRecord || opens })];
	});
	if (hidden.length > 0) shapes.push([`<${hidden.length} more>`, typesOf(hidden)]);
	return Object.fromEntries(shapes) as Record<string, unknown>;
}

/** Ids and slugs that serve as keys hold digits; keys of the API do not. */
export const isApiKey = (key: string) => /^[a-z][a-z_]{0,30}$/i.test(key);

function typesOf(entries: Array<[string, unknown]>): string {
	const types = entries.map(([, value]) => (Array.isArray(value) ? 'list' : typeOf(value)));
	return [...new Set(types)].sort().join(', ');
}

function typeOf(value: unknown): string {
	if (value === null) return 'null';
	return typeof value === 'string' ? 'text' : typeof value;
}

function textShape(text: string, isOfRecord: boolean): string {
	if (text === '') return 'empty text';
	if (!isOfRecord && API_WORDS.includes(text)) return text;
	if (/^\d+$/.test(text)) return 'digits';
	if (/^\d{4}-\d\d-\d\dT[\d:]+\.\d+Z$/.test(text)) return 'date with fractions of a second';
	if (/^\d{4}-\d\d-\d\dT[\d:]+Z$/.test(text)) return 'date';
	if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}(\.\d+)?$/.test(text)) {
		return text.includes('.') ? 'uuid.digits' : 'uuid';
	}
	return /^[0-9a-f]{24}$/.test(text) ? '24 hex digits' : 'text';
}
