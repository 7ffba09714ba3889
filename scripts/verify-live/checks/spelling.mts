import { isObject } from '../../../nodes/SmartSuite/api/shape.ts';
import type { Run } from '../run.mts';
import { isApiKey } from '../shape.mts';

/** The documented properties (docs/internals/smartsuite.md sections 1.2 and 1.7). */
const DOCUMENTED = {
	webhook: [
		'webhook_id',
		'locator',
		'filter',
		'kinds',
		'created_at',
		'updated_at',
		'notification_status',
		'system_status',
	],
	event: ['webhook_id', 'locator', 'event_id', 'kind', 'event_at', 'record_event_data', 'ctx'],
	record_event_data: ['record_id', 'locator', 'data', 'previous'],
};

/** Notes how keys are spelled, and those that no document names. */
export function noteSpelling(
	{ findings }: Pick<Run, 'findings'>,
	what: keyof typeof DOCUMENTED,
	message: unknown,
): void {
	if (!isObject(message)) return;
	const keys = Object.keys(message);
	const isCamel = keys.some((key) => /[a-z][A-Z]/.test(key));
	const isSnake = keys.some((key) => key.includes('_') && DOCUMENTED[what].includes(key));
	findings.found('key-spelling', isCamel && isSnake ? 'mixed' : isCamel ? 'camel' : 'snake');
	const unknown = keys.filter((key) => !DOCUMENTED[what].includes(inSnakeCase(key)));
	const detail = unknown.filter(isApiKey).join(', ');
	if (unknown.length > 0) findings.found('unknown-properties', 'some', { detail });
}

/** Whether an event has all that the documents promise. */
export function isWhole(what: 'event' | 'record_event_data', message: unknown): boolean {
	const keys = isObject(message) ? Object.keys(message).map(inSnakeCase) : [];
	return DOCUMENTED[what].every((key) => keys.includes(key));
}

function inSnakeCase(key: string): string {
	return key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
