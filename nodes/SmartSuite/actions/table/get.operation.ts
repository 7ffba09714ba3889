import type { IDataObject } from 'n8n-workflow';

import { asText, getTable, listTables } from '../../api';
import type { Field } from '../../api';
import { choicesOf, labelsOf, mayWrite, recordUrl, typeOf } from '../../fields';
import { readTableId, tableParameter } from '../../methods';
import { readAccount } from '../../transport';
import { parametersOf } from '../operation';
import type { Operation } from '../operation';

export const get: Operation = {
	fields: [tableParameter],
	async execute(context, itemIndex) {
		const tableId = readTableId(context.getNode(), parametersOf(context, itemIndex));
		const { id, name, solutionId, titleSlug, fields } = await getTable(context, tableId);
		const shown = fields.filter(({ type }) => type !== INTERNAL);
		const isLinked = shown.some((field) => linkedTo(field) !== '');
		const tables = isLinked ? await listTables(context, undefined, {}) : [];
		const names = new Map(tables.map((table) => [table.id, table.name]));
		const labels = labelsOf(fields);
		const ids = { solution_id: solutionId, table_id: id };
		return [
			{
				json: {
					name,
					...ids,
					url: recordUrl(await readAccount(context), ids),
					title_field: labels.get(titleSlug) ?? titleSlug,
					fields: shown.map((field) => ({
						label: labels.get(field.slug) ?? field.label,
						...described(field, names),
					})),
				},
			},
		];
	},
};

/** What SmartSuite keeps for itself. */
const INTERNAL = 'hidden_textfield';

/** What there is to know of a field before a record is written, for people and agents. */
function described(field: Field, tables: ReadonlyMap<string, string>): IDataObject {
	const { slug, params, hidden } = field;
	const type = typeOf(field);
	const isWritable = mayWrite(field);
	const choices = choicesOf(field);
	const linked = linkedTo(field);
	return {
		slug,
		type: type.name,
		required: params.required === true,
		writable: isWritable,
		// As the guide has it, but for the guide's marks of code.
		accepts: isWritable ? type.guide.accepts.replaceAll('`', '') : null,
		...(choices && { choices: choices.map(({ label }) => label) }),
		...(linked !== '' && { linked_table: tables.get(linked) ?? null, linked_table_id: linked }),
		...(params.unique === true && { unique: true }),
		...(hidden && { hidden }),
	};
}

function linkedTo({ params }: Field): string {
	return asText(params.linked_application);
}
