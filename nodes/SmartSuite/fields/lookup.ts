import type { Field, Member } from '../api';
import type { Names, ShownMember } from './field-type';
import { choicesOf } from './words/choice';

/** Names for ids, and which of them nobody knew. */
export interface Lookup extends Names {
	/** Ids of choices that their field does not list, each with the field's slug before it. */
	unknownChoices: Set<string>;
	unknownMembers: Set<string>;
}

/** @param members undefined where they could not be read: then none of them is unknown */
export function lookupIn(members: ReadonlyMap<string, Member> | undefined): Lookup {
	const unknownChoices = new Set<string>();
	const unknownMembers = new Set<string>();
	const labels = new Map<Field, ReadonlyMap<string, string> | undefined>();
	return {
		unknownChoices,
		unknownMembers,
		choice(field, id) {
			if (!labels.has(field)) labels.set(field, labelsOf(field));
			const known = labels.get(field);
			const label = known?.get(id);
			if (known && label === undefined) unknownChoices.add(`${field.slug} ${id}`);
			return label ?? id;
		},
		member(id) {
			const member = members?.get(id);
			if (members && !member) unknownMembers.add(id);
			return shownMember(id, member);
		},
	};
}

function labelsOf(field: Field): ReadonlyMap<string, string> | undefined {
	const choices = choicesOf(field);
	return choices && new Map(choices.map(({ id, label }) => [id, label]));
}

function shownMember(id: string, member: Member | undefined): ShownMember {
	return { id, name: member?.name ?? null, email: member?.email || null };
}
