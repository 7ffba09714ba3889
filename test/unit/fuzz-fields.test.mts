import * as fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';
import { describe, it } from 'vitest';

import { asObject } from '../../nodes/SmartSuite/api/shape.ts';
import { FIELD_TYPES } from '../../nodes/SmartSuite/fields/index.ts';
import { lookupIn } from '../../nodes/SmartSuite/fields/lookup.ts';
import { namesFor, shownRecord, structured } from '../../nodes/SmartSuite/fields/shown-record.ts';
import { CASES, checkPrototypes, isPlain, jsonWith } from './arbitrary-json.mts';

const LABELS = { fieldNames: 'label', values: 'raw' } as const;

/** Holds for a fifth of the cases there have to be elsewhere, none of which changes a prototype. */
function holds<Case>(cases: fc.Arbitrary<Case>, property: (one: Case) => boolean): void {
	const check = (one: Case) => {
		const isSo = property(one);
		checkPrototypes();
		return isSo;
	};
	fc.assert(fc.property(cases, check), { numRuns: CASES / 5 });
}

describe('arbitrary JSON', () => {
	it('as labels give each field a name of its own, and lose no value', () => {
		const text = fc.oneof(
			fc.constantFrom('a', 'b', 'a (b)', '__proto__', '', 'x'.repeat(9_999)),
			fc.string({ maxLength: 3 }),
		);
		const fields = fc.array(fc.record({ slug: text, label: text }), { maxLength: 6 });
		const event = fc.record({ record: jsonWith('a', 'b'), previous: jsonWith('a', 'b') });
		holds(fc.tuple(fields, event), ([list, simplified]) => {
			const fields = list.map((one) => ({ ...one, type: '', hidden: false, params: {} }));
			const structure = structured({
				id: '',
				name: '',
				solutionId: '',
				titleSlug: 'title',
				fields,
			});
			const showing = { ...LABELS, structure, names: lookupIn(undefined) };
			const parts = [asObject(simplified.record), asObject(simplified.previous)];
			const labels = namesFor(parts.flatMap(Object.keys), showing);
			return (
				new Set(structure.labels.values()).size === structure.labels.size &&
				new Set(labels.values()).size === labels.size &&
				parts.every((part) => {
					const shown = shownRecord(part, labels, showing);
					const [before, after] = [Object.values(part), Object.values(shown)];
					return (
						isPlain(shown) &&
						before.length === after.length &&
						before.every((one) => after.includes(one))
					);
				})
			);
		});
	});

	it('as values of any type of field are shown as JSON, and left as they were', () => {
		const type = fc.constantFrom(...Object.keys(FIELD_TYPES), 'hologramfield');
		const params = jsonWith(
			'choices',
			'entries_allowed',
			'target_field_structure',
			'value',
			'label',
		);
		const value = jsonWith(
			'value',
			'date',
			'from_date',
			'data',
			'content',
			'on',
			'by',
			'votes',
			'metadata',
		);
		holds(fc.tuple(type, params, value), ([name, given, one]) => {
			const field = {
				slug: 's1',
				label: 'One',
				type: name,
				hidden: false,
				params: asObject(given),
			};
			const structure = structured({
				id: '',
				name: '',
				solutionId: '',
				titleSlug: 'title',
				fields: [field],
			});
			const showing = {
				fieldNames: 'slug',
				values: 'readable',
				structure,
				names: lookupIn(new Map()),
			} as const;
			const before = JSON.stringify(one);
			const shown = shownRecord({ s1: one } as IDataObject, new Map(), showing);
			return isPlain(shown) && shown.s1 !== undefined && JSON.stringify(one) === before;
		});
	});
});
