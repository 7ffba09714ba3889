import type { FieldType as MapperType, IDataObject } from 'n8n-workflow';

import type { Field } from '../api';

/** A value of a record as JSON. */
export type FieldValue = IDataObject[string];

/** A member as items show one. Name and address are null where the workspace does not tell them. */
export interface ShownMember extends IDataObject {
	id: string;
	name: string | null;
	email: string | null;
}

/** What turns ids into words while a value is shown. */
export interface Names {
	/** A choice's label; the id itself where the field has no such choice. */
	choice(field: Field, id: string): string;
	member(id: string): ShownMember;
}

/**
 * A value that cannot be sent, for the person who gave it: the field's label, what is wrong with the
 * value ("has no choice 'Hgih'"), and what would be right, where that can be listed.
 */
export interface Refusal {
	label: string;
	problem: string;
	choices: string[];
}

/** What becomes of a value that people give. */
export type Sent =
	| {
			/** Absent where the value is nothing but uploads. */
			value?: FieldValue;
			/** Names of binary properties that are to be uploaded to this field after the record was written. */
			uploads?: string[];
	  }
	| { refusal: Refusal };

/** A member as people may name one. */
export interface KnownMember {
	id: string;
	name: string;
	email: string;
	/** Whether the member was removed from the workspace. */
	deleted: boolean;
}

/** What is known beside the value while it is converted. */
export interface Words {
	/** The workflow's time zone by its IANA name: dates with a time but without an offset are read in it. */
	zone: string;
	/** The workspace's members. */
	members: readonly KnownMember[];
	/** The id of the token's owner, for `me`; '' where nobody knows it. */
	ownId: string;
	/** Ids of the records of the field's linked table that have exactly this title. */
	recordsTitled(field: Field, title: string): readonly string[];
	/** Whether the item has a binary property of this name. */
	hasBinary(name: string): boolean;
}

/** What a filter's comparison wants beside the field: nothing, `{date_mode, date_mode_value}`, a list, or one value. */
type Wants = 'nothing' | 'date mode' | 'list' | 'text' | 'number' | 'boolean';

/** Comparisons of SmartSuite's filters, each with what it wants (docs/internals/smartsuite.md section 4.1). */
export type Comparisons = Readonly<Record<string, Wants>>;

/** All that the package knows about one of SmartSuite's field types. */
export interface FieldType {
	/** Its name in SmartSuite's own interface. */
	name: string;
	/** What the guide says about how it is shown, and what may be written. */
	guide: { shown: string; accepts: string };
	/** The readable value: of one shape, whatever the record holds; null or [] where it is empty. */
	shown(value: FieldValue, field: Field, names: Names): FieldValue;
	/** What the API wants for what people give; never called for what clears (see `cleared`). */
	sent(value: FieldValue, field: Field, words: Words): Sent;
	/** Whether the stored value is what was sent, however it is spelt. */
	same(sent: FieldValue, stored: FieldValue): boolean;
	/** The value that clears the field. */
	cleared: FieldValue;
	/**
	 * The type of its input in n8n's resource mapper. The editor refuses a text without brackets in an
	 * array or object, and 9:30 in a time (n8n-workflow, type-validation.js), so those are strings here.
	 */
	mapper: MapperType;
	comparisons: Comparisons;
	/** Whether people see less of a value than it holds, so that it cannot be told from what they see. */
	showsLess?: true;
	/** Whether people may write it; false for what SmartSuite computes. */
	isWritable: boolean;
	/** The titles of other records in a value, which have to be looked up before it can be sent. */
	titlesIn?(value: FieldValue): string[];
}
