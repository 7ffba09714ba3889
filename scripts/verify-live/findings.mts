import {
	CHECK_IDS,
	checkOf,
	type CheckId,
	type OutcomeOf,
	type Verdict,
} from './catalog/index.mts';
import { shapeOf } from './shape.mts';

export interface Finding {
	id: CheckId;
	outcome: string;
	verdict: Verdict;
	/** What was seen, in a few words. */
	means: string;
	/** Figures and words of the API that go with it; nothing of the account. */
	detail?: string;
	/** Where the emulator's switch would have to stand. */
	position?: unknown;
}

const MOST_SHAPES = 3;

/** What a run has learned; the first answer to a question counts. */
export class Findings {
	private readonly byId = new Map<CheckId, Finding>();
	private readonly reasons = new Map<CheckId, string>();
	private readonly shapesByName = new Map<string, Set<string>>();
	/** What went wrong on the way, without anything of the account. */
	readonly troubles: string[] = [];

	found<Id extends CheckId>(
		id: Id,
		outcome: OutcomeOf<Id>,
		{ detail, position }: Pick<Finding, 'detail' | 'position'> = {},
	): void {
		const seen = checkOf(id).outcomes[String(outcome)];
		if (this.byId.has(id) || !seen) return;
		const { verdict, means } = seen;
		this.byId.set(id, {
			id,
			outcome: String(outcome),
			verdict,
			means,
			...(detail && { detail }),
			position: position ?? seen.position ?? outcome,
		});
	}

	/** Why a question could not be answered. */
	unseen(ids: CheckId[], reason: string): void {
		for (const id of ids) if (!this.reasons.has(id)) this.reasons.set(id, reason);
	}

	of(id: CheckId): Finding | undefined {
		return this.byId.get(id);
	}

	with(verdict: Verdict): Finding[] {
		return CHECK_IDS.flatMap((id) => this.of(id) ?? []).filter((one) => one.verdict === verdict);
	}

	get unanswered(): Array<{ id: CheckId; reason: string }> {
		return CHECK_IDS.filter((id) => !this.byId.has(id)).map((id) => ({
			id,
			reason: this.reasons.get(id) ?? 'an earlier step did not work',
		}));
	}

	/** The emulator's switches as this SmartSuite would have them. */
	get switches(): Record<string, unknown> {
		const known = CHECK_IDS.flatMap((id) => {
			const { switch: name } = checkOf(id);
			const finding = this.of(id);
			return name && finding ? [[name, finding.position] as const] : [];
		});
		return Object.fromEntries(known);
	}

	/** Notes what an answer or a ping looks like: keys and types only. */
	noteShape(name: string, body: unknown): void {
		const shapes = this.shapesByName.get(name) ?? new Set<string>();
		this.shapesByName.set(name, shapes);
		if (shapes.size < MOST_SHAPES) shapes.add(JSON.stringify(shapeOf(body)));
	}

	get shapes(): Array<[name: string, shapes: unknown[]]> {
		return [...this.shapesByName].map(([name, shapes]) => [
			name,
			[...shapes].map((shape) => JSON.parse(shape) as unknown),
		]);
	}
}
