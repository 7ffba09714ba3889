import type { Field } from '../../../nodes/SmartSuite/api/metadata.ts';
import { asObject } from '../../../nodes/SmartSuite/api/shape.ts';
import { isStored } from '../../../nodes/SmartSuite/fields/convert.ts';
import type { FieldValue } from '../../../nodes/SmartSuite/fields/field-type.ts';
import { accepted } from '../run.mts';
import { choicesIn, isHarmless, write, type RecordRun, type Stored } from './table.mts';

/** The number that shows how numbers are spelt. */
export const SAMPLE_NUMBER = 12;

const PARAGRAPH = { type: 'paragraph', content: [{ type: 'text', text: 'verify:live' }] };

/** A value of each type whose form is known, as the package would send it; undefined where there is none. */
const SAMPLES: Record<string, (field: Field, ownerId: string) => unknown> = {
	textfield: () => 'verify:live',
	textareafield: () => 'verify:live',
	richtextareafield: () => ({ data: { type: 'doc', content: [PARAGRAPH] } }),
	numberfield: number,
	currencyfield: number,
	percentfield: number,
	ratingfield: number,
	numbersliderfield: number,
	percentcompletefield: number,
	durationfield: () => SAMPLE_NUMBER,
	timefield: () => '09:30:00',
	yesnofield: () => true,
	singleselectfield: (field) => choicesIn(field)[0]?.id,
	statusfield: (field) => {
		const [first, second = first] = choicesIn(field);
		return second && { value: second.id };
	},
	multipleselectfield: (field) => {
		const [first] = choicesIn(field);
		return first && [first.id];
	},
	datefield: () => ({ date: '2026-01-20T00:00:00Z', include_time: true }),
	emailfield: () => ['verify-live@example.com'],
	linkfield: () => ['https://example.com'],
	fullnamefield: () => ({ first_name: 'Verify', middle_name: '', last_name: 'Live', title: '' }),
	userfield: (_, ownerId) => (ownerId === '' ? undefined : [ownerId]),
};

function number({ params }: Field): number {
	const { min_value: least, max_value: most } = params;
	const enough = typeof least === 'number' ? Math.max(least, SAMPLE_NUMBER) : SAMPLE_NUMBER;
	return typeof most === 'number' ? Math.min(most, enough) : enough;
}

/** What was written into a record, and how it is stored. */
export interface Filled {
	sent: Array<{ field: Field; value: FieldValue }>;
	stored: Stored;
	/** Fields whose values were refused. */
	refused: Field[];
}

/** Fills one field of each type; those that are refused are left out of a second try. */
export async function fill(run: RecordRun, recordId: string): Promise<Filled> {
	const samples = samplesFor(run);
	const first = await write(run, recordId, bodyOf(samples));
	if (!first.isRefused) return { sent: samples, stored: first.stored, refused: [] };
	const named = Object.keys(asObject(first.answer.body));
	const isNamed = ({ field }: { field: Field }) => named.includes(field.slug);
	const sent = samples.filter((sample) => !isNamed(sample));
	const refused = samples.filter(isNamed).map(({ field }) => field);
	if (refused.length === 0) accepted(first.answer, 'PATCH record');
	const again = await write(run, recordId, bodyOf(sent));
	if (again.isRefused) accepted(again.answer, 'PATCH record');
	return { sent, stored: again.stored, refused };
}

function samplesFor({ place, owner }: RecordRun): Filled['sent'] {
	return Object.entries(SAMPLES).flatMap(([type, sampleOf]) => {
		const field = place.fields.find((one) => one.type === type && isHarmless(one));
		const value = field && sampleOf(field, owner.id);
		return field && value !== undefined ? [{ field, value: value as FieldValue }] : [];
	});
}

const bodyOf = (samples: Filled['sent']): Stored =>
	Object.fromEntries(samples.map(({ field, value }) => [field.slug, value]));

/** Notes whether everything was stored; a date of midnight is a question of its own. */
export function noteStored({ findings }: RecordRun, { sent, stored, refused }: Filled): void {
	const differing = sent
		.filter(({ field: { type } }) => type !== 'datefield')
		.filter(({ field, value }) => !isStored(field, value, stored[field.slug] as FieldValue))
		.map(({ field }) => field);
	if (refused.length > 0) {
		return findings.found('values-stored', 'refused', { detail: typesOf(refused) });
	}
	if (differing.length === 0) return findings.found('values-stored', 'all');
	findings.found('values-stored', 'some', { detail: typesOf(differing) });
}

/** The types of fields in SmartSuite's words, which say nothing of the account. */
export const typesOf = (fields: Field[]) => fields.map(({ type }) => type).join(', ');
