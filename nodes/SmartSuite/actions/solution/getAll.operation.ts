import type { IDataObject } from 'n8n-workflow';

import { listSolutions } from '../../api';
import type { Solution } from '../../api';
import { readAccount } from '../../transport';
import { limitFields } from '../fields';
import { limitOf } from '../operation';
import type { Operation } from '../operation';

export const getAll: Operation = {
	fields: limitFields,
	async execute(context, itemIndex) {
		const limit = limitOf(context, itemIndex);
		const solutions = await listSolutions(context, {});
		const { apiUrl, accountId } = await readAccount(context);
		return solutions
			.filter(({ deleted }) => !deleted)
			.slice(0, limit)
			.map((solution) => ({ json: itemOf(solution, `${apiUrl}/${accountId}`) }));
	},
};

function itemOf(
	{ id, name, hidden, status, tables, records, members, createdOn, updatedOn }: Solution,
	workspaceUrl: string,
): IDataObject {
	return {
		name,
		solution_id: id,
		url: `${workspaceUrl}/solution/${id}`,
		status: status || null,
		tables: tables ?? null,
		records: records ?? null,
		members: members ?? null,
		hidden,
		created_on: createdOn || null,
		updated_on: updatedOn || null,
	};
}
