import { COUNTER_COMPARISONS, NO_COMPARISONS, NUMBER_COMPARISONS } from '../comparisons';
import { computed, writable } from '../entry';
import type { Comparisons, FieldType } from '../field-type';
import { sameNumber } from '../words/compare';
import { sentDuration } from '../words/duration';
import { sentNumber } from '../words/number';
import { asNumberIfExact } from '../words/shapes';

const NUMBER = 'a number, also as text';

const number = (name: string, accepts = NUMBER, more: Partial<FieldType> = {}): FieldType =>
	writable({
		name,
		guide: { shown: 'number', accepts },
		shown: asNumberIfExact,
		sent: sentNumber,
		same: sameNumber,
		cleared: null,
		mapper: 'number',
		comparisons: NUMBER_COMPARISONS,
		...more,
	});

const counter = (name: string, comparisons: Comparisons): FieldType =>
	computed({ name, shows: 'number', shown: asNumberIfExact, comparisons });

export const NUMBERS: Readonly<Record<string, FieldType>> = {
	numberfield: number('Number'),
	currencyfield: number('Currency', 'a number; `$1,200.50`'),
	percentfield: number('Percent', 'a number; `50` and `50%` are fifty'),
	percentcompletefield: number('Percent Complete', 'a number; `50` and `50%` are fifty'),
	ratingfield: number('Rating'),
	numbersliderfield: number('Number Slider'),
	durationfield: number('Duration', 'seconds, `1h 30m`, `PT1H30M`', {
		guide: { shown: 'number of seconds', accepts: 'seconds, `1h 30m`, `1:30:00`, `PT1H30M`' },
		sent: sentDuration,
		mapper: 'string',
	}),
	autonumberfield: counter('Auto Number', COUNTER_COMPARISONS),
	countfield: counter('Count', NO_COMPARISONS),
	commentscountfield: counter('Open Comments', NO_COMPARISONS),
};
