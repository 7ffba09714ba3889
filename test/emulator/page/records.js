import { control } from './control.js';
import { button, byId, element, showList } from './dom.js';
import { inputFor, isShort, isWritable, textOf, valueOf } from './fields.js';

/** Fields that a row has room for. */
const COLUMNS = 5;

let tables = [];
let chosen;

/** Shows the tables of the solutions that are not hidden, and the records of the chosen one. */
export function showRecords(state) {
	const hidden = state.solutions.filter((solution) => solution.hidden).map(({ id }) => id);
	tables = state.tables.filter(({ solution }) => !hidden.includes(solution));
	if (!table()) chosen = tables[0]?.id;
	showAuthors(state.members);
	showTabs();
	showRows();
}

byId('new-record').addEventListener('click', () => edit());
byId('record-cancel').addEventListener('click', () => byId('record-dialog').close());

function showAuthors(members) {
	const select = byId('author');
	if (select.options.length > 0) return;
	select.append(
		...members.map(({ id, full_name }) => element('option', { value: id }, full_name.sys_root)),
	);
	select.selectedIndex = 1;
}

function showTabs() {
	const choose = (id) => () => {
		chosen = id;
		showTabs();
		showRows();
	};
	showList(
		byId('tabs'),
		tables.map(({ id, name }) => ({ id, name, pressed: id === chosen })),
		({ id }) => id,
		({ id, name, pressed }) => button(name, choose(id), { 'aria-pressed': String(pressed) }),
	);
}

function showRows() {
	const { structure, records } = table() ?? { structure: [], records: [] };
	const columns = writable(structure).filter(isShort).slice(0, COLUMNS);
	const header = [...columns.map(({ label }) => label), 'Actions'];
	byId('columns').replaceChildren(
		element('tr', {}, ...header.map((label) => element('th', { scope: 'col' }, label))),
	);
	const row = (record) =>
		element(
			'tr',
			{},
			...columns.map((field) => element('td', {}, textOf(field, record[field.slug]))),
			element(
				'td',
				{ class: 'actions' },
				button('Edit', () => edit(record), { 'aria-label': `Edit ${record.title}` }),
				button('Delete', () => remove(record), { 'aria-label': `Delete ${record.title}` }),
			),
		);
	showList(byId('rows'), records.toReversed(), ({ id }) => id, row);
}

/** Opens the form, for a new record or an old one. */
function edit(record) {
	const { id: tableId, name, structure } = table();
	const fields = writable(structure);
	const inputs = fields.map((field) => inputFor(field, record?.[field.slug]));
	byId('record-title').textContent = record ? `Change ${record.title}` : `New record in ${name}`;
	byId('record-fields').replaceChildren(
		...inputs.map((input, index) => element('label', {}, nameOf(fields[index], fields), input)),
	);
	byId('record-form').onsubmit = () => {
		const changed = fields.flatMap((field, index) => {
			const value = valueOf(field, inputs[index]);
			const before = record ? valueOf(field, inputFor(field, record[field.slug])) : undefined;
			const isUntouched = !record && value === null;
			return isUntouched || JSON.stringify(value) === JSON.stringify(before)
				? []
				: [[field.slug, value]];
		});
		const body = { tableId, fields: Object.fromEntries(changed), by: byId('author').value };
		if (record) void control('PATCH', 'records', { ...body, recordId: record.id });
		else void control('POST', 'records', body);
	};
	byId('record-dialog').showModal();
}

/** The label and, where two fields share it, the slug. */
function nameOf({ label, slug }, fields) {
	const isShared = fields.filter((field) => field.label === label).length > 1;
	return element('span', {}, label, isShared ? element('code', {}, slug) : undefined);
}

const remove = ({ id }) =>
	control('DELETE', 'records', { tableId: chosen, recordId: id, by: byId('author').value });

const table = () => tables.find(({ id }) => id === chosen);
/** What people write. */
const writable = (structure) =>
	structure.filter((field) => isWritable(field) && field.params.system !== true);
