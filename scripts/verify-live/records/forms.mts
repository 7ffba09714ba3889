import { asObject, asText, isObject } from '../../../nodes/SmartSuite/api/shape.ts';
import type { Field } from '../../../nodes/SmartSuite/api/metadata.ts';
import { isStored } from '../../../nodes/SmartSuite/fields/convert.ts';
import type { FieldValue } from '../../../nodes/SmartSuite/fields/field-type.ts';
import { typeOf } from '../../../nodes/SmartSuite/fields/field-types.ts';
import { fill, typesOf } from './samples.mts';
import { fieldOf, isHarmless, write, type RecordRun, type Stored } from './table.mts';

/** Small texts on the internet that stay where they are, for SmartSuite to fetch. */
const FILES = [
	'https://www.rfc-editor.org/rfc/rfc2606.txt',
	'https://www.rfc-editor.org/rfc/rfc6761.txt',
];

const RANGES = ['daterangefield', 'duedatefield'];

/** Ranges with their ends as objects, and as texts, each with days of its own. */
export async function checkRanges(run: RecordRun, recordId: string): Promise<void> {
	const field = fieldOf(run, ['date-ranges'], RANGES);
	if (!field) return;
	const asDate = (day: string) => ({ date: `${day}T00:00:00Z`, include_time: false });
	const nested = { from_date: asDate('2026-01-20'), to_date: asDate('2026-01-22') };
	const flat = { from_date: '2026-02-20', to_date: '2026-02-22' };
	const takes = async (range: Stored, end: string) => {
		const { stored } = await write(run, recordId, { [field.slug]: range });
		const { to_date } = asObject(stored[field.slug]);
		return asText(isObject(to_date) ? to_date.date : to_date).startsWith(end);
	};
	// The form that the package sends comes last, so that it is what is cleared later.
	const takesFlat = await takes(flat, '2026-02-22');
	const takesNested = await takes(nested, '2026-01-22');
	if (takesNested) run.findings.found('date-ranges', takesFlat ? 'both' : 'nested');
	else run.findings.found('date-ranges', takesFlat ? 'flat' : 'neither');
}

/** Two addresses, one after the other. */
export async function checkFiles(run: RecordRun, recordId: string): Promise<void> {
	const field = fieldOf(run, ['files-by-url'], ['filefield']);
	if (!field) return;
	const counts: number[] = [];
	for (const url of FILES) {
		const { isRefused, stored } = await write(run, recordId, { [field.slug]: [url] });
		if (isRefused) return run.findings.found('files-by-url', 'refused');
		const files = stored[field.slug];
		counts.push(Array.isArray(files) ? files.length : 0);
	}
	if (counts[0] !== 1) {
		return run.findings.unseen(['files-by-url'], 'no file came of an address at once');
	}
	run.findings.found('files-by-url', counts[1] === 1 ? 'replace' : 'append');
}

/** Clears everything that can be: with what the package sends, then with null. */
export async function checkClearing(run: RecordRun, recordId: string): Promise<void> {
	const own = await fill(run, recordId);
	const fields = own.sent.map(({ field }) => field);
	const others = run.place.fields.filter((field) => {
		const isOther = [...RANGES, 'filefield'].includes(field.type) && isHarmless(field);
		return isOther && typeof own.stored[field.slug] === 'object';
	});
	await clear(run, recordId, 'clearing', [...fields, ...others], (field) => typeOf(field).cleared);
	const again = await fill(run, recordId);
	// Nobody asks for an empty check box: without a tick it is empty.
	const nullable = again.sent.map(({ field }) => field).filter(({ type }) => type !== 'yesnofield');
	await clear(run, recordId, 'clearing-null', nullable, () => null);
}

async function clear(
	run: RecordRun,
	recordId: string,
	question: 'clearing' | 'clearing-null',
	fields: Field[],
	clearedBy: (field: Field) => FieldValue,
): Promise<void> {
	if (fields.length === 0) return run.findings.unseen([question], 'no field could be filled');
	const body = Object.fromEntries(fields.map((field) => [field.slug, clearedBy(field)]));
	const { isRefused, stored, answer } = await write(run, recordId, body);
	const named = Object.keys(asObject(answer.body));
	const left = fields.filter((field) =>
		isRefused
			? named.includes(field.slug)
			: !isStored(field, clearedBy(field), stored[field.slug] as FieldValue),
	);
	const detail = typesOf(left);
	if (isRefused) return run.findings.found(question, 'refused', { detail });
	run.findings.found(question, left.length === 0 ? 'all' : 'some', { detail });
}
