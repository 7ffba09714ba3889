import { asObject, asText, isObject } from '../../../nodes/SmartSuite/api/shape.ts';
import { choicesIn, fieldOf, isClosed, write, type RecordRun, type Stored } from './table.mts';
import { SAMPLE_NUMBER } from './samples.mts';

/** Hexadecimal digits as in every id, and surely nobody's. */
const NOBODY = '000000000000000000000001';
const NO_CHOICE = 'verify:live, no such choice';

/** Values whose fate nobody knows, one a call: one that is refused would take others with it. */
export async function checkValues(run: RecordRun, recordId: string, filled: Stored): Promise<void> {
	noteSpelling(run, filled);
	noteMidnight(run, filled);
	await checkChoices(run, recordId, filled);
	await checkStatus(run, recordId, filled);
	await checkLink(run, recordId);
	await checkIds(run, recordId);
	await checkUnknownSlug(run, recordId);
	await checkBounds(run, recordId);
	await checkDocument(run, recordId);
}

function noteSpelling(run: RecordRun, filled: Stored): void {
	const types = ['numberfield', 'percentfield', 'durationfield'];
	const fits = ({ slug }: { slug: string }) => Number(filled[slug]) === SAMPLE_NUMBER;
	const field = fieldOf(run, ['number-spelling'], types, fits);
	if (!field) return;
	const value = filled[field.slug];
	if (typeof value === 'number') return run.findings.found('number-spelling', 'number');
	if (value === '12.0') return run.findings.found('number-spelling', 'recorded');
	if (value === '12') return run.findings.found('number-spelling', 'short');
	const detail = /^[\d.,]{1,12}$/.test(asText(value)) ? `'${asText(value)}'` : 'something else';
	run.findings.found('number-spelling', 'otherwise', { detail });
}

function noteMidnight(run: RecordRun, filled: Stored): void {
	const fits = ({ params, slug }: { params: Stored; slug: string }) =>
		params.include_time !== false && isObject(filled[slug]);
	const field = fieldOf(run, ['midnight'], ['datefield'], fits);
	if (!field) return;
	const { date, include_time } = asObject(filled[field.slug]);
	if (asText(date) === '') return run.findings.unseen(['midnight'], 'the date was not stored');
	run.findings.found('midnight', include_time === false ? 'yes' : 'no');
}

/** An unknown choice, a label, and `{value}`, into a field to which no choice is added by that. */
async function checkChoices(run: RecordRun, recordId: string, filled: Stored): Promise<void> {
	const { findings } = run;
	const ids = ['unknown-choice', 'choice-label', 'select-object'] as const;
	const field = fieldOf(run, [...ids], ['singleselectfield'], (one) => {
		const hasLabels = choicesIn(one).some(({ id, label }) => id !== label);
		return isClosed(one) && hasLabels && filled[one.slug] === choicesIn(one)[0]?.id;
	});
	if (!field) return;
	const { slug } = field;
	const unknown = await write(run, recordId, { [slug]: NO_CHOICE });
	const left = asText(unknown.stored[slug]);
	if (unknown.isRefused) findings.found('unknown-choice', 'refused');
	else if (left === '') findings.found('unknown-choice', 'emptied');
	else findings.found('unknown-choice', left === filled[slug] ? 'kept' : 'stored');

	const other = choicesIn(field).find(({ id, label }) => id !== label && id !== left);
	if (!other) return findings.unseen(['choice-label', 'select-object'], 'it has one choice only');
	const labelled = await write(run, recordId, { [slug]: other.label });
	const isTaken = labelled.stored[slug] === other.id;
	findings.found('choice-label', isTaken ? 'taken' : 'unknown');

	const now = labelled.isRefused ? left : asText(labelled.stored[slug]);
	const third = choicesIn(field).find(({ id }) => id !== now);
	if (!third) return findings.unseen(['select-object'], 'it has one choice only');
	const object = await write(run, recordId, { [slug]: { value: third.id } });
	const isStored = asText(asObject(object.stored[slug]).value ?? object.stored[slug]) === third.id;
	findings.found('select-object', object.isRefused ? 'refused' : isStored ? 'taken' : 'not-saved');
}

async function checkStatus(run: RecordRun, recordId: string, filled: Stored): Promise<void> {
	const field = fieldOf(run, ['status-text'], ['statusfield']);
	if (!field) return;
	const before = asText(asObject(filled[field.slug]).value);
	const other = choicesIn(field).find(({ id }) => id !== before);
	if (!other) return run.findings.unseen(['status-text'], 'it has one choice only');
	const { isRefused, stored } = await write(run, recordId, { [field.slug]: other.id });
	const value = stored[field.slug];
	const isTaken = asText(asObject(value).value ?? value) === other.id;
	run.findings.found('status-text', isRefused ? 'refused' : isTaken ? 'taken' : 'not-saved');
}

async function checkLink(run: RecordRun, recordId: string): Promise<void> {
	const field = fieldOf(run, ['link-protocol'], ['linkfield']);
	if (!field) return;
	const bare = 'example.org';
	const { isRefused, stored } = await write(run, recordId, { [field.slug]: [bare] });
	const links = [stored[field.slug]].flat().map(asText);
	if (isRefused) run.findings.found('link-protocol', 'refused');
	else if (links.includes(bare)) run.findings.found('link-protocol', 'kept');
	else {
		const isCompleted = links.some((link) => link.includes(bare));
		run.findings.found('link-protocol', isCompleted ? 'completed' : 'dropped');
	}
}

/** A member and a linked record that there are not. */
async function checkIds(run: RecordRun, recordId: string): Promise<void> {
	const questions = [
		['unknown-member', 'userfield'],
		['unknown-link', 'linkedrecordfield'],
	] as const;
	for (const [question, type] of questions) {
		const field = fieldOf(run, [question], [type]);
		if (!field) continue;
		const { isRefused, stored } = await write(run, recordId, { [field.slug]: [NOBODY] });
		const isStored = JSON.stringify(stored[field.slug] ?? '').includes(NOBODY);
		run.findings.found(question, isRefused ? 'refused' : isStored ? 'stored' : 'dropped');
	}
}

async function checkUnknownSlug(run: RecordRun, recordId: string): Promise<void> {
	const slug = 'sverifylv0';
	const { isRefused, stored } = await write(run, recordId, { [slug]: 'verify:live' });
	const isStored = asText(stored[slug]) !== '';
	run.findings.found('unknown-slug', isRefused ? 'refused' : isStored ? 'stored' : 'ignored');
}

async function checkBounds(run: RecordRun, recordId: string): Promise<void> {
	const types = ['numberfield', 'currencyfield', 'percentfield', 'numbersliderfield'];
	const hasMost = ({ params }: { params: Stored }) => typeof params.max_value === 'number';
	const all = [...types, 'percentcompletefield', 'ratingfield'];
	const field = fieldOf(run, ['number-bounds'], all, hasMost);
	if (!field) return;
	const beyond = Number(field.params.max_value) + 1;
	const { isRefused, stored } = await write(run, recordId, { [field.slug]: beyond });
	const isStored = Number(stored[field.slug]) === beyond;
	const form = isStored ? 'unheeded' : 'otherwise';
	run.findings.found('number-bounds', isRefused ? 'refused' : form);
}

async function checkDocument(run: RecordRun, recordId: string): Promise<void> {
	const field = fieldOf(run, ['doc-text'], ['richtextareafield']);
	if (!field) return;
	const sought = 'verify:live, as text';
	const { isRefused, stored } = await write(run, recordId, { [field.slug]: sought });
	const isStored = JSON.stringify(stored[field.slug] ?? '').includes(sought);
	run.findings.found('doc-text', isRefused ? 'refused' : isStored ? 'taken' : 'not-saved');
}
