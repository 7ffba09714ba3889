import { confirm, isCancel, password, select, text } from '@clack/prompts';
import type { Named } from './checks/workspace.mts';
import type { Account } from './client.mts';
import { Declined, type Person } from './person.mts';
import type { Settings } from './settings.mts';

/** Most entries of a list that are shown at once. */
const MOST_SHOWN = 10;

/** What stands for a run without pings. */
const NO_PINGS = 'none: without pings';

/** Whoever sits at the terminal; nobody is asked what the environment says already. */
export function terminalPerson(settings: Settings, agreesToAll: boolean): Person {
	return {
		chooseSolution: (solutions) =>
			choose('Which solution?', 'SMARTSUITE_SOLUTION_ID', settings.solutionId, solutions),
		chooseTable: (tables) =>
			choose(
				'Which table may get some records for a minute?',
				'SMARTSUITE_TABLE_ID',
				settings.tableId,
				tables,
			),
		publicUrl: (port) => askPublicUrl(settings, port),
		async agrees(question) {
			if (agreesToAll) return true;
			requireTerminal('--yes');
			return answered(await confirm({ message: question }));
		},
		tell: (what) => console.log(what),
	};
}

/** The account, whose token is neither shown nor stored. */
export async function accountFrom(settings: Settings): Promise<Account> {
	const { apiUrl, webhooksUrl, requestsPerSecond } = settings;
	const token = settings.token || (await askToken());
	const accountId = settings.accountId || (await askAccountId());
	return {
		token: token.trim(),
		accountId: accountId.trim(),
		apiUrl,
		webhooksUrl,
		requestsPerSecond,
	};
}

async function askToken(): Promise<string> {
	requireTerminal('SMARTSUITE_API_TOKEN');
	return answered(
		await password({
			message: 'API token (in SmartSuite: your picture > API Key)',
			validate: required,
		}),
	);
}

async function askAccountId(): Promise<string> {
	requireTerminal('SMARTSUITE_ACCOUNT_ID');
	return answered(
		await text({
			message: 'Account ID (the eight characters after app.smartsuite.com/ in the address)',
			validate: required,
		}),
	);
}

async function choose(message: string, name: string, given: string | undefined, list: Named[]) {
	if (given) return given;
	requireTerminal(name);
	if (list.length === 0)
		throw new Error('This token sees none. Use the token of a member who does.');
	const options = list.map(({ id, name: label }) => ({ value: id, label }));
	return answered(await select({ message, options, maxItems: MOST_SHOWN }));
}

async function askPublicUrl({ publicUrl }: Settings, port: number): Promise<string | undefined> {
	const message = `A public address that leads to http://127.0.0.1:${port}, such as a tunnel's`;
	const given =
		publicUrl ??
		(process.stdin.isTTY
			? answered(await text({ message, defaultValue: NO_PINGS, placeholder: NO_PINGS }))
			: '');
	return given === '' || given === NO_PINGS ? undefined : given;
}

const required = (value: string) => (value.trim() === '' ? 'It is needed' : undefined);

function requireTerminal(instead: string): void {
	if (!process.stdin.isTTY) throw new Error(`Nobody can be asked here: give ${instead}.`);
}

/** The answer, unless Ctrl-C was one. */
function answered<Value>(value: Value | symbol): Value {
	if (isCancel(value)) throw new Declined('Nothing was created.');
	return value;
}
