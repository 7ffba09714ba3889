import { isObject } from '../../api';
import type { Field } from '../../api';
import type { FieldValue, KnownMember, Sent, Words } from '../field-type';
import { ID, sentIds } from './ids';
import type { FoundId } from './ids';
import { entriesIn, loosely, wordOf } from './list';
import { quoted, refused } from './refuse';

const ME = 'me';

/** Ids of members and teams, from ids, e-mails, full names, `me`, or members as items show them. */
export function sentMembers(value: FieldValue, field: Field, words: Words): Sent {
	const isKnown = (text: string) => ID.test(text) || membersNamed(text, words).length > 0;
	const entries = entriesIn(isObject(value) ? [value] : value, isKnown);
	return sentIds(entries, field, 'member', (entry) => memberIn(entry, field, words));
}

function memberIn(entry: FieldValue, field: Field, words: Words): FoundId {
	const word = wordOf(entry, 'id', 'email', 'name');
	const [found, ...more] = word === '' ? [] : membersNamed(word, words);
	// An id that no member has may be a team's.
	if (!found && ID.test(word)) return { id: word };
	if (!found) {
		const present = words.members.filter(({ deleted }) => !deleted);
		const problem =
			loosely(word) === ME ? 'does not know who "me" is' : `has no member ${quoted(entry)}`;
		return refused(field, problem, present.map(inWords));
	}
	if (more.length > 0) {
		const all = [found, ...more];
		return refused(field, `has ${all.length} members ${quoted(entry)}`, all.map(inWords));
	}
	if (found.deleted) return refused(field, `has a removed member, ${inWords(found)}`);
	return { id: found.id };
}

/** By id, then by e-mail, then by name; those who are there before those who were removed. */
function membersNamed(word: string, { members, ownId }: Words): KnownMember[] {
	if (loosely(word) === ME && ownId !== '') {
		return members.filter(({ id }) => id === ownId);
	}
	const meant = loosely(word);
	const tests: Array<(member: KnownMember) => boolean> = [
		({ id }) => id === word,
		({ email }) => email !== '' && loosely(email) === meant,
		({ name }) => name === word,
		({ name }) => loosely(name) === meant,
	];
	const found = tests.map((test) => members.filter(test)).find((some) => some.length > 0) ?? [];
	const present = found.filter(({ deleted }) => !deleted);
	return present.length > 0 ? present : found;
}

function inWords({ name, email, id }: KnownMember): string {
	return `${name} (${email || id})`;
}
