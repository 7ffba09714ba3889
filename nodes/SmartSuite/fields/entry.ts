import type { FieldType } from './field-type';
import { sameJson } from './words/compare';
import { refused } from './words/refuse';

type Given<Must extends keyof FieldType> = Pick<FieldType, Must> & Partial<FieldType>;

/** A type that people write. */
export function writable(
	given: Given<'name' | 'guide' | 'shown' | 'sent' | 'same' | 'cleared' | 'mapper' | 'comparisons'>,
): FieldType {
	return { isWritable: true, ...given };
}

/** A type that SmartSuite computes; it is never sent. */
export function computed({
	name,
	shows,
	...given
}: Pick<FieldType, 'name' | 'shown' | 'comparisons'> & { shows: string }): FieldType {
	return {
		name,
		guide: { shown: shows, accepts: '' },
		sent: (_, field) => refused(field, 'is filled in by SmartSuite and cannot be written'),
		same: sameJson,
		cleared: null,
		mapper: 'string',
		isWritable: false,
		...given,
	};
}
