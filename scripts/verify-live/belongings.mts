import { setTimeout as sleep } from 'node:timers/promises';
import { asObject, asText, listIn } from '../../nodes/SmartSuite/api/shape.ts';
import { isOk, type Answer, type Client } from './client.mts';
import { isOurRecord, isOurs, RECORD_SEARCH, type Marks } from './marks.mts';
import { accepted, rest, rpc, type Place } from './run.mts';
import { readWebhooks } from './webhook-list.mts';

const CLEAN_UP = { isCleanUp: true };

/** What a run has made at SmartSuite and not yet deleted. */
export class Belongings {
	readonly webhookIds = new Set<string>();
	readonly recordIds = new Set<string>();
	/** Webhooks and records that were asked for while no answer has said what came of it. */
	private unsure = { webhooks: 0, records: 0 };

	/** Calls that cleaning up takes, with two to look for what is unsure. */
	get callsToCleanUp(): number {
		return this.webhookIds.size + this.recordIds.size + 2;
	}

	/**
	 * Makes something, and keeps its ids as soon as there are some.
	 * @param idsIn the ids in the answer; with fewer than there should be it stays unsure
	 * @param count a call that makes several and is refused may have made some of them
	 */
	async make(
		what: 'webhooks' | 'records',
		make: () => Promise<Answer>,
		idsIn: (answer: Answer) => string[],
		count = 1,
	): Promise<Answer> {
		this.unsure[what]++;
		const answer = await make();
		if (!isOk(answer)) {
			if (answer.status < 500 && count === 1) this.unsure[what]--;
			return answer;
		}
		const ids = idsIn(answer).filter(Boolean);
		if (ids.length >= count) this.unsure[what]--;
		for (const id of ids) (what === 'webhooks' ? this.webhookIds : this.recordIds).add(id);
		return answer;
	}

	/** Adds what is marked as this run's, or as any run's, of webhooks first. */
	async adopt(client: Client, place: Place, marks?: Marks, isSure = false): Promise<void> {
		if (isSure || this.unsure.webhooks > 0) {
			const { webhooks } = await readWebhooks({ client }, place.solutionId, undefined, CLEAN_UP);
			const ours = webhooks.filter((webhook) => isOurs(webhook, marks));
			for (const { webhook_id } of ours) this.webhookIds.add(webhook_id);
			this.unsure.webhooks = 0;
		}
		if (isSure || this.unsure.records > 0) {
			for (const id of await findRecords(client, place, marks)) this.recordIds.add(id);
			this.unsure.records = 0;
		}
	}

	/**
	 * Deletes everything, whatever fails on the way; goes round again for what did not work.
	 * @param delaysMs between the rounds
	 * @returns what is left, in words for the person
	 */
	async cleanUp(
		client: Client,
		place: Place,
		delaysMs: readonly number[],
		marks?: Marks,
	): Promise<string[]> {
		let left = await this.goRound(client, place, marks);
		for (const delayMs of delaysMs) {
			if (left.length === 0) break;
			await sleep(delayMs);
			left = await this.goRound(client, place, marks);
		}
		return left;
	}

	private async goRound(client: Client, place: Place, marks?: Marks): Promise<string[]> {
		const { solutionId, tableId } = place;
		const left: string[] = [];
		await this.adopt(client, place, marks).catch(() => left.push('what was made last, if it was'));
		for (const id of this.recordIds) {
			const path = `/applications/${tableId}/records/${id}/`;
			if (await isGone(rest({ client }, 'DELETE record', path, undefined, CLEAN_UP))) {
				this.recordIds.delete(id);
			} else left.push(`record ${id} of table ${tableId}`);
		}
		for (const id of this.webhookIds) {
			if (await isGone(rpc({ client }, 'DeleteWebhook', { webhook_id: id }, CLEAN_UP))) {
				this.webhookIds.delete(id);
			} else left.push(`webhook ${id} of solution ${solutionId}`);
		}
		return left;
	}
}

/** The marked records of the table. The filter spares calls; the look at each title decides. */
async function findRecords(client: Client, place: Place, marks?: Marks): Promise<string[]> {
	const { tableId, titleSlug } = place;
	const condition = { comparison: 'contains', field: titleSlug, value: RECORD_SEARCH };
	const body = { sort: [], filter: { operator: 'and', fields: [condition] } };
	const path = `/applications/${tableId}/records/list/?offset=0&limit=100`;
	const answer = await rest({ client }, 'POST records/list', path, body, CLEAN_UP);
	return listIn(accepted(answer, 'POST records/list').body, 'items')
		.map(asObject)
		.filter((record) => isOurRecord(record[titleSlug], marks))
		.map(({ id }) => asText(id));
}

async function isGone(removal: Promise<Answer>): Promise<boolean> {
	return await removal.then(
		(answer) => isOk(answer) || answer.status === 404,
		() => false,
	);
}
