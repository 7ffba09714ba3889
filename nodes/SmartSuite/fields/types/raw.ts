import { NO_COMPARISONS } from '../comparisons';
import { writable } from '../entry';
import type { FieldType } from '../field-type';
import { sameJson } from '../words/compare';
import { sentRaw } from '../words/json';
import { orNull } from '../words/shapes';

/** A type whose written form no document tells: it passes as it is, both ways. */
export const raw = (name: string): FieldType =>
	writable({
		name,
		guide: { shown: 'as SmartSuite sent it', accepts: "SmartSuite's own JSON" },
		shown: orNull,
		sent: sentRaw,
		same: sameJson,
		cleared: null,
		mapper: 'object',
		comparisons: NO_COMPARISONS,
	});

export const RAW: Readonly<Record<string, FieldType>> = {
	checklistfield: raw('Checklist'),
	dependencyfield: raw('Dependency'),
	signaturefield: raw('Signature'),
	subitemsfield: raw('Sub-Items'),
	timetrackingfield: raw('Time Tracking Log'),
};
