import { asObject, asText } from '../../../nodes/SmartSuite/api/shape.ts';
import type { Field } from '../../../nodes/SmartSuite/api/metadata.ts';
import { fieldOf, idIn, ours, search, write, type RecordRun, type Stored } from './table.mts';

/** More than the fifty values that an upsert looks up with one search. */
const MANY = 60;

/** What is searched: the record that is filled, and one that has its title only. */
export interface Sought {
	filled: Stored;
	plain: { id: string; title: string };
}

/** Filters, and what a search gives. */
export async function checkSearches(run: RecordRun, sought: Sought): Promise<void> {
	await checkCase(run, sought.plain);
	await checkNumber(run, sought.filled);
	await checkEmptyList(run);
	await checkDays(run, sought.plain.id);
	await checkMany(run, sought.plain);
	await checkIds(run, sought.plain.id);
	await checkFields(run, sought);
	await checkUnlimited(run, sought.filled);
}

async function checkCase(run: RecordRun, { id, title }: Sought['plain']): Promise<void> {
	const finds = async (comparison: string) => {
		const condition = { field: run.place.titleSlug, comparison, value: title.toUpperCase() };
		const { found } = await search(run, { conditions: [condition] });
		return found.some((record) => idIn(record) === id);
	};
	const [is, contains] = [await finds('is'), await finds('contains')];
	if (is) run.findings.found('text-case', contains ? 'alike' : 'is-only');
	else run.findings.found('text-case', contains ? 'contains-only' : 'apart');
}

async function checkNumber(run: RecordRun, filled: Stored): Promise<void> {
	const types = ['numberfield', 'currencyfield', 'percentfield'];
	const isFilled = ({ slug }: Field) => !['', 'undefined'].includes(asText(filled[slug]));
	const field = fieldOf(run, ['number-is'], types, isFilled);
	if (!field) return;
	const condition = { field: field.slug, comparison: 'is', value: Number(filled[field.slug]) };
	const { isRefused, found } = await search(run, { conditions: [ours(run), condition] });
	const form = found.length > 0 ? 'taken' : 'nothing';
	run.findings.found('number-is', isRefused ? 'refused' : form);
}

async function checkEmptyList(run: RecordRun): Promise<void> {
	const types = ['singleselectfield', 'statusfield', 'multipleselectfield', 'userfield'];
	const field = fieldOf(run, ['empty-list'], types);
	if (!field) return;
	const isOne = ['singleselectfield', 'statusfield'].includes(field.type);
	const comparison = isOne ? 'is_any_of' : 'has_any_of';
	const condition = { field: field.slug, comparison, value: [] };
	const { isRefused, found } = await search(run, { conditions: [ours(run), condition] });
	const form = found.length > 0 ? 'everything' : 'nothing';
	run.findings.found('empty-list', isRefused ? 'refused' : form);
}

/** By a moment whose day is another one in the zone of the token's owner. */
async function checkDays(run: RecordRun, recordId: string): Promise<void> {
	const hasTime = ({ params }: Field) => params.include_time !== false;
	const field = fieldOf(run, ['filter-days'], ['datefield'], hasTime);
	if (!field) return;
	const between = momentBetween(run.owner.zone);
	if (!between) {
		const reason = "the token's owner has the days of UTC, or nobody knows the time zone";
		return run.findings.unseen(['filter-days'], reason);
	}
	const date = { date: between.moment, include_time: true };
	await write(run, recordId, { [field.slug]: date });
	const finds = async (day: string) => {
		const value = { date_mode: 'exact_date', date_mode_value: day };
		const condition = { field: field.slug, comparison: 'is', value };
		return (await search(run, { conditions: [ours(run), condition] })).found.length > 0;
	};
	if (await finds(between.utcDay)) return run.findings.found('filter-days', 'utc');
	const isOwners = await finds(between.ownDay);
	run.findings.found('filter-days', isOwners ? 'member' : 'otherwise');
}

/** In winter or summer, a minute before or after midnight. */
function momentBetween(zone: string) {
	const moments = ['2026-01-15', '2026-07-15'].flatMap((day) =>
		['00:01', '23:59'].map((time) => `${day}T${time}:00Z`),
	);
	return moments
		.map((moment) => ({ moment, utcDay: moment.slice(0, 10), ownDay: dayIn(zone, moment) }))
		.find(({ utcDay, ownDay }) => ownDay !== '' && ownDay !== utcDay);
}

/** '' where the zone is none that is known here. */
function dayIn(timeZone: string, moment: string): string {
	try {
		const format = new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' });
		return format.format(Date.parse(moment));
	} catch {
		return '';
	}
}

async function checkMany(run: RecordRun, { id, title }: Sought['plain']): Promise<void> {
	const values = Array.from({ length: MANY - 1 }, (_, at) => `${title} ${at}, not there`);
	const conditions = [...values, title].map((value) => ({
		field: run.place.titleSlug,
		comparison: 'is',
		value,
	}));
	const { isRefused, found } = await search(run, { conditions, operator: 'or' });
	const form = found.some((record) => idIn(record) === id) ? 'taken' : 'otherwise';
	run.findings.found('or-many', isRefused ? 'refused' : form);
}

async function checkIds(run: RecordRun, id: string): Promise<void> {
	const query = '?offset=0&limit=2';
	const { isRefused, found } = await search(run, { conditions: [], more: { ids: [id] }, query });
	const isHeeded = found.length === 1 && found.every((record) => idIn(record) === id);
	const form = isHeeded ? 'heeded' : 'ignored';
	run.findings.found('ids-search', isRefused ? 'refused' : form);
}

/** By a field that is filled and was not asked for. */
async function checkFields(run: RecordRun, { filled }: Sought): Promise<void> {
	const { titleSlug } = run.place;
	const query = `?offset=0&limit=100&fields=${titleSlug}`;
	const { isRefused, found } = await search(run, { conditions: [ours(run)], query });
	const record = found.find((one) => idIn(one) === idIn(filled));
	if (isRefused) return run.findings.found('fields-search', 'refused');
	if (!record) return run.findings.unseen(['fields-search'], 'the record was not found');
	run.findings.found('fields-search', 'first_created' in record ? 'ignored' : 'heeded');
}

/** Without a limit, and hydrated: two questions that do not get into each other's way. */
async function checkUnlimited(run: RecordRun, filled: Stored): Promise<void> {
	const more = { hydrated: true };
	const { answer, found } = await search(run, { conditions: [ours(run)], more, query: '' });
	noteLimit(run, asObject(answer.body).limit);
	noteHydrated(run, filled, found);
}

function noteLimit(run: RecordRun, limit: unknown): void {
	if (limit === undefined) return run.findings.unseen(['list-limit'], 'the answer does not say');
	if (limit === 100) return run.findings.found('list-limit', '100');
	if (limit === 0 || limit === null) return run.findings.found('list-limit', 'all');
	run.findings.found('list-limit', 'otherwise', { detail: `${Number(limit)}` });
}

/** By what SmartSuite says of who created the record, which every record has, and of the fields with ids. */
function noteHydrated(run: RecordRun, filled: Stored, found: Stored[]): void {
	const record = found.find((one) => idIn(one) === idIn(filled));
	if (!record) return run.findings.unseen(['hydrated'], 'the record was not found');
	const types = ['singleselectfield', 'multipleselectfield', 'statusfield', 'userfield'];
	const slugs = run.place.fields.filter(({ type }) => types.includes(type)).map(({ slug }) => slug);
	const [before, after] = [filled, record].map((one) =>
		['first_created', ...slugs].map((slug) => JSON.stringify(one[slug] ?? '')).join(),
	);
	const objectsIn = (text = '') => text.split('{').length;
	if (objectsIn(after) > objectsIn(before)) run.findings.found('hydrated', 'objects');
	else run.findings.found('hydrated', isSame(before, after) ? 'ignored' : 'texts');
}

/** Empty fields may be left out of the one and not of the other. */
const isSame = (one = '', other = '') => withoutEmpty(one) === withoutEmpty(other);
const withoutEmpty = (text: string) => text.replaceAll(/\[\]|null|""|,/g, '');
