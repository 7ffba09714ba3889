import { asObject, asText, isObject } from '../../../nodes/SmartSuite/api/shape.ts';
import {
	EVENT_KINDS,
	notificationUrl,
	parseWebhook,
	watchesSame,
	type Webhook,
	type WebhookFilter,
	type WebhookSpec,
} from '../../../nodes/SmartSuite/api/webhook.ts';
import { isOk, type Answer } from '../client.mts';
import type { Role } from '../marks.mts';
import { accepted, rpc, type Run } from '../run.mts';
import { noteSpelling } from './spelling.mts';

const DAY_MS = 86_400_000;

/** The webhooks of a run, as CreateWebhook gave them. */
export interface Webhooks {
	/** Watches the table, is read in all ways, and its pings are answered with 200. */
	main: Webhook;
	/** Watches the field that names records; is changed, switched off and on. */
	field: Webhook;
}

/** Creates the webhooks, and checks what SmartSuite says about them. */
export async function checkRegistration(run: Run): Promise<Webhooks> {
	const { findings, place, receiver } = run;
	const { tableId: application_id, titleSlug } = place;
	const inTable = { applications: { application_ids: [application_id] } };
	const main = await create(run, 'main', [...EVENT_KINDS], inTable);
	noteHealth(run, main);
	await checkGet(run, main.webhook_id);
	const byField = { application: { application_id, field_ids: [titleSlug] } };
	const field = await create(run, 'field', ['RECORD_UPDATED'], byField);
	if (receiver) {
		for (const role of ['no-content', 'unavailable', 'silent'] as const) {
			await create(run, role, ['RECORD_CREATED'], { solution: {} });
		}
	}
	findings.found('filter-returned', 'same');
	findings.found('url-unchanged', 'same');
	await checkUnknownField(run);
	return { main, field };
}

async function create(run: Run, role: Role, kinds: string[], filter: WebhookFilter) {
	const { findings, place, marks } = run;
	const spec = { solutionId: place.solutionId, kinds, filter, notificationUrl: marks.urlFor(role) };
	const answer = accepted(await requestWebhook(run, spec), 'CreateWebhook');
	noteWrapper(run, 'create-answer', answer);
	noteSpelling(run, 'webhook', asObject(answer.body).webhook ?? answer.body);
	const webhook = parseWebhook(answer.body);
	if (webhook.webhook_id === '') throw new Error('CreateWebhook gave no id');
	findings.found('kinds-spelling', kindsSpelling(answer.body, kinds));
	if (notificationUrl(webhook) !== spec.notificationUrl)
		findings.found('url-unchanged', 'otherwise');
	if (!watchesSame(webhook, spec)) findings.found('filter-returned', 'otherwise');
	return webhook;
}

/** Asks for a webhook; deleted at the end if there is one. */
export async function requestWebhook(run: Run, spec: WebhookSpec): Promise<Answer> {
	const webhook = {
		kinds: spec.kinds,
		locator: { account_id: run.accountId, solution_id: spec.solutionId },
		filter: spec.filter,
		notification_status: { enabled: { url: spec.notificationUrl } },
	};
	return await run.belongings.make(
		'webhooks',
		() => rpc(run, 'CreateWebhook', { webhook }),
		({ body }) => [parseWebhook(body).webhook_id],
	);
}

/** How the answer of a method that gives one webhook holds it. */
export function noteWrapper(
	{ findings }: Pick<Run, 'findings'>,
	check: 'create-answer' | 'get-answer' | 'update-answer',
	{ body }: Answer,
): void {
	const isThere = parseWebhook(body).webhook_id !== '';
	const form = isObject(asObject(body).webhook) ? 'wrapped' : 'bare';
	findings.found(check, isThere ? form : 'otherwise');
}

function kindsSpelling(body: unknown, sent: string[]) {
	const raw = asObject(asObject(body).webhook ?? body).kinds;
	const given: unknown[] = Array.isArray(raw) ? raw : [];
	if (given.join() === sent.join()) return 'names';
	const numbers = sent.map((kind) => EVENT_KINDS.findIndex((name) => name === kind) + 1);
	return given.join() === numbers.join() ? 'numbers' : 'otherwise';
}

function noteHealth({ findings }: Run, webhook: Webhook): void {
	const { expires_at } = asObject(webhook.system_status.enabled);
	const isOn =
		isObject(webhook.notification_status.enabled) && isObject(webhook.system_status.enabled);
	findings.found('status-enabled', isOn ? 'documented' : 'otherwise');
	const days = (Date.parse(asText(expires_at)) - Date.now()) / DAY_MS;
	if (Number.isNaN(days)) findings.found('lifetime', 'no-date');
	else if (Math.abs(days - 7) < 0.1) findings.found('lifetime', 'seven-days');
	else findings.found('lifetime', 'otherwise', { detail: `${days.toFixed(2)} days` });
}

/** Both names that documents and clients use (docs/internals/smartsuite.md section 1.3). */
async function checkGet(run: Run, webhook_id: string): Promise<void> {
	const [singular, plural] = [
		await rpc(run, 'GetWebhook', { webhook_id }),
		await rpc(run, 'GetWebhooks', { webhook_id }),
	];
	if (isOk(singular)) run.findings.found('get-name', isOk(plural) ? 'both' : 'GetWebhook');
	else run.findings.found('get-name', isOk(plural) ? 'GetWebhooks' : 'none');
	const answer = [singular, plural].find(isOk);
	if (answer) noteWrapper(run, 'get-answer', answer);
	else run.findings.unseen(['get-answer'], 'neither name is known');
}

async function checkUnknownField(run: Run): Promise<void> {
	const { place, marks, findings } = run;
	const filter = { application: { application_id: place.tableId, field_ids: ['no_such_field'] } };
	const answer = await requestWebhook(run, {
		solutionId: place.solutionId,
		kinds: ['RECORD_UPDATED'],
		filter,
		notificationUrl: marks.urlFor('refused'),
	});
	if (answer.status < 500) findings.found('unknown-field', isOk(answer) ? 'accept' : 'refuse');
}
