import type { Choice } from './list-memory';

interface Arrangement<Thing> {
	/** Whether it comes after all that does not. */
	isLast?: (thing: Thing) => boolean;
	/** What tells it apart from others of the same name, if not what it is chosen by. */
	mark?: (thing: Thing) => string;
}

/** The things as choices by name, those that share a name told apart. */
export function arranged<Thing>(
	things: Thing[],
	choose: (thing: Thing) => Choice,
	{ isLast = () => false, mark }: Arrangement<Thing> = {},
): Choice[] {
	const lines = things
		.map((thing) => ({
			choice: choose(thing),
			isLast: isLast(thing),
			mark: mark?.(thing),
		}))
		.sort(
			(one, other) =>
				Number(one.isLast) - Number(other.isLast) ||
				BY_NAME.compare(one.choice.name, other.choice.name),
		);
	return toldApart(
		lines.map(({ choice }) => choice),
		lines.map((line) => line.mark),
	);
}

/** As people sort: Table 2 before Table 10, whatever the case. */
const BY_NAME = new Intl.Collator('en', { numeric: true });

/**
 * The choices, with a mark behind the names that several have.
 * @param marks by position, where it is not what the line is chosen by
 */
export function toldApart(choices: Choice[], marks: Array<string | undefined> = []): Choice[] {
	const times = new Map<string, number>();
	for (const { name } of choices) times.set(name, (times.get(name) ?? 0) + 1);
	return choices.map((choice, nth) => {
		if (times.get(choice.name) === 1) return choice;
		return { ...choice, name: `${choice.name} (${marks[nth] ?? String(choice.value)})` };
	});
}

/** The choices that have all typed words in their name, in their id, or in what they are described by. */
export function withWords(choices: Choice[], typed: string): Choice[] {
	const words = wordsIn(typed);
	return choices.filter(({ name, value, description = '' }) => {
		const text = folded(`${name} ${String(value)} ${description}`);
		return words.every((word) => text.includes(word));
	});
}

/** The words of a search, as they are compared: without the slash that ends an address. */
export function wordsIn(typed: string): string[] {
	return folded(typed)
		.split(/\s+/)
		.map((word) => word.replace(/\/+$/, ''))
		.filter(Boolean);
}

/** The same for "Résumé", "resume" and "RESUME". */
function folded(text: string): string {
	return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

export function inOneLine(...parts: string[]): string {
	return parts.filter(Boolean).join(' · ');
}
