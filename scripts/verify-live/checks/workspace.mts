import { asObject, asText, isObject, listIn } from '../../../nodes/SmartSuite/api/shape.ts';
import { parseField, type Field } from '../../../nodes/SmartSuite/api/metadata.ts';
import { isOk, type Answer } from '../client.mts';
import { accepted, rest, rpc, type Run } from '../run.mts';

/** A solution or table to choose from. */
export interface Named {
	id: string;
	name: string;
}

/** Fields of a table, as far as a record is written to it. */
export interface TableToWrite {
	titleSlug: string;
	/** Nobody can write titles that SmartSuite makes itself. */
	hasOwnTitles: boolean;
	fields: Field[];
}

type Asking = Pick<Run, 'client' | 'findings'>;

const NOBODY = { Authorization: 'Token verify-live' };
const NOWHERE = { 'ACCOUNT-ID': 'nowhere0' };

/** The solutions to choose from. */
export async function readSolutions(run: Asking): Promise<Named[]> {
	const answer = await rest(run, 'GET solutions', '/solutions/');
	if (namesWorkspace(answer)) throw new Error('SmartSuite does not know this Account ID.');
	if (isRefusedToken(answer)) throw new Error('SmartSuite does not accept this API token.');
	const { body } = accepted(answer, 'GET solutions');
	const solutions = envelope(body);
	const isRead = solutions.length > 0 && solutions.every(({ id, name }) => id && name);
	if (!isRead) run.findings.found('solutions-list', 'otherwise');
	else if (!Array.isArray(body)) run.findings.found('solutions-list', 'results');
	else {
		const limited = await rest(run, 'GET solutions, limited', '/solutions/?offset=0&limit=1');
		const isWrapped = isOk(limited) && !Array.isArray(limited.body);
		run.findings.found('solutions-list', isWrapped ? 'by-limit' : 'bare');
	}
	return solutions.filter(({ hidden }) => hidden !== true).map(named);
}

/** The tables of a solution to choose from. */
export async function readTables(run: Asking, solutionId: string): Promise<Named[]> {
	const path = `/applications/?solution=${solutionId}&fields=id&fields=name`;
	const answer = await rest(run, 'GET applications', `${path}&fields=hidden&fields=deleted_date`);
	const isStrict = answer.status === 400;
	const again = isStrict ? await rest(run, 'GET applications', path) : answer;
	const tables = envelope(accepted(again, 'GET applications').body);
	const isRead = tables.length > 0 && tables.every(({ id, name }) => id && name);
	const isLean = tables.every((table) => Object.keys(table).every((key) => ASKED.includes(key)));
	const form = isStrict ? 'strict' : isLean ? 'projected' : 'whole';
	run.findings.found('tables-list', isRead ? form : 'otherwise');
	return tables.filter(({ hidden }) => hidden !== true).map(named);
}

const ASKED = ['id', 'name', 'hidden', 'deleted_date'];

/** The table that is written to. */
export async function readTable(run: Asking, tableId: string): Promise<TableToWrite> {
	const answer = await rest(run, 'GET application', `/applications/${tableId}/`);
	const table = asObject(accepted(answer, 'GET application').body);
	const fields = listIn(table.structure);
	const isRead = fields.every(({ slug, label, field_type }) => slug && label && field_type);
	run.findings.found('table-fields', isRead && fields.length > 0 ? 'documented' : 'otherwise');
	const title = fields.find(({ slug }) => slug === (asText(table.primary_field) || 'title'));
	return {
		titleSlug: asText(title?.slug) || 'title',
		hasOwnTitles: asObject(title?.params).is_auto_generated !== true,
		fields: fields.map(parseField),
	};
}

/** Members, and what a wrong workspace, token, method and content type meet. */
export async function checkWorkspace(run: Run): Promise<void> {
	const { findings } = run;
	const members = await restMembers(run, {});
	const isRead = listIn(members.body, 'items').length > 0 && isCount(members.body);
	findings.found('members-list', isOk(members) && isRead ? 'documented' : 'otherwise');

	const neither = await restMembers(run, { ...NOBODY, ...NOWHERE });
	findings.found(
		'wrong-workspace-rest',
		neither.status === 400 && namesWorkspace(neither)
			? 'workspace-first'
			: isRefusedToken(neither)
				? 'token-first'
				: 'otherwise',
	);
	const noToken = await restMembers(run, NOBODY);
	findings.found('wrong-token-rest', isRefusedToken(noToken) ?? 'otherwise');
	await checkEngine(run);
}

async function checkEngine(run: Run): Promise<void> {
	const { findings } = run;
	const ask = (headers: Record<string, string>, method = 'ListWebhooks') =>
		rpc(run, method, { solution_id: '0' }, { headers, name: `${method}, wrongly` });
	const noWorkspace = await ask(NOWHERE);
	const form = isObject(noWorkspace.body) ? 'twirp' : 'plain-text';
	findings.found('wrong-workspace-engine', namesWorkspace(noWorkspace) ? form : 'otherwise');
	const noToken = await ask(NOBODY);
	findings.found('wrong-token-engine', isRefusedToken(noToken) ?? 'otherwise');
	const noMethod = await ask({}, 'VerifyLive');
	findings.found('unknown-method', unknownMethod(noMethod));
	noteErrorBody(run, noMethod);
	const withCharset = await rpc(
		run,
		'ListWebhooks',
		{ solution_id: run.place.solutionId, page_token: '' },
		{ headers: { 'Content-Type': 'application/json; charset=utf-8' } },
	);
	findings.found('content-type', isOk(withCharset) ? 'accepted' : 'refused');
}

/** Notes what the engine's own errors look like. */
export function noteErrorBody({ findings }: Pick<Run, 'findings'>, { body }: Answer): void {
	if (isObject(body) && body.code && body.msg) findings.found('error-body', 'twirp');
	else findings.found('error-body', typeof body === 'string' ? 'text' : 'otherwise');
}

function unknownMethod({ status, body }: Answer) {
	if (status !== 404) return 'otherwise';
	return asObject(body).code === 'bad_route' ? 'bad_route' : 'missing';
}

async function restMembers(run: Asking, headers: Record<string, string>): Promise<Answer> {
	const name = Object.keys(headers).length === 0 ? 'POST members/list' : 'POST members, wrongly';
	const body = { sort: [], filter: {} };
	return await rest(run, name, '/members/list/?offset=0&limit=1', body, { headers });
}

function isRefusedToken({ status }: Answer): 401 | 403 | undefined {
	return status === 401 || status === 403 ? status : undefined;
}

const said = ({ body }: Answer) => (typeof body === 'string' ? body : JSON.stringify(body));
const namesWorkspace = (answer: Answer) => !isOk(answer) && /account id/i.test(said(answer));
const isCount = (body: unknown) => typeof asObject(body).total === 'number';
const envelope = (body: unknown) => listIn(body, 'results', 'items', 'data');
const named = ({ id, name }: Record<string, unknown>): Named => ({
	id: asText(id),
	name: asText(name) || asText(id),
});
