import { asText, listViews } from '../../api';
import { readTableId, tableParameter } from '../../methods';
import { limitFields } from '../fields';
import { limitOf, parametersOf } from '../operation';
import type { Operation } from '../operation';

export const getAll: Operation = {
	fields: [tableParameter, ...limitFields],
	async execute(context, itemIndex) {
		const tableId = readTableId(context.getNode(), parametersOf(context, itemIndex));
		const limit = limitOf(context, itemIndex);
		const views = await listViews(context, tableId);
		return views.slice(0, limit).map(({ id, label, ...view }) => ({
			json: {
				name: label,
				view_id: id,
				type: asText(view.view_mode) || null,
				private: view.is_private === true,
				table_id: tableId,
				solution_id: asText(view.solution) || null,
			},
		}));
	},
};
