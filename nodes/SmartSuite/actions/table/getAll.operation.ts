import { listSolutions, listTables } from '../../api';
import { recordUrl } from '../../fields';
import { asLocator, readSolutionId, solutionParameter } from '../../methods';
import { readAccount } from '../../transport';
import { limitFields } from '../fields';
import { limitOf, parametersOf } from '../operation';
import type { Operation } from '../operation';

export const getAll: Operation = {
	fields: [
		{
			...solutionParameter,
			required: false,
			hint: 'Leave it empty for the tables of all solutions',
		},
		...limitFields,
	],
	async execute(context, itemIndex) {
		const read = parametersOf(context, itemIndex);
		const limit = limitOf(context, itemIndex);
		const isOfAll = asLocator(read('solution')).value === '';
		const solutionId = isOfAll ? undefined : readSolutionId(context.getNode(), read);
		const tables = await listTables(context, solutionId, {});
		const solutions = new Map((await listSolutions(context, {})).map((one) => [one.id, one]));
		const account = await readAccount(context);
		return tables
			.filter((table) => !table.deleted && !solutions.get(table.solutionId)?.deleted)
			.slice(0, limit)
			.map(({ id, name, hidden, ...table }) => {
				const ids = { solution_id: table.solutionId || solutionId, table_id: id };
				return {
					json: {
						name,
						...ids,
						solution: solutions.get(ids.solution_id ?? '')?.name ?? null,
						url: recordUrl(account, ids),
						hidden,
					},
				};
			});
	},
};
