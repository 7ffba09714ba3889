import { seededRandom } from '../emulator/random.mts';
import { happenings, type Draw, type Happening, type What } from './happenings.mts';
import type { Plan } from './life.mts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** When the first thing happens: the workflow is published by then. */
const FIRST_MS = 30_000;

/** Draws a life. */
export function planOf(seed: number): Plan {
	const draw = drawFrom(seededRandom(seed));
	const lengthMs = draw.of(MINUTE_MS, 60 * MINUTE_MS, DAY_MS, 8 * DAY_MS, 21 * DAY_MS);
	const drawn: Happening[] = [];
	const count = 2 + draw.upTo(16);
	let last = FIRST_MS;
	for (let n = 0; n < count; n++) {
		// Half of all follows closely on something else: that is where faults hide.
		last = draw.of(
			() => last + draw.upTo(15_000),
			() => FIRST_MS + draw.number(0, lengthMs),
		)();
		const what = drawKind(draw);
		drawn.push({ at: last, what, with: happenings[what].draw(draw) });
		if (draw.number(0, 1)) {
			const change = { count: 1 + draw.upTo(4), kind: 'create' };
			drawn.push({ at: last + draw.upTo(10_000), what: 'change', with: change });
		}
	}
	drawn.sort((one, other) => one.at - other.at);
	return {
		seed,
		mode: draw.of('regular', 'regular', 'queue'),
		switches: { lastPageToken: draw.of('kept', 'kept', 'kept', 'absent') },
		happenings: drawn,
	};
}

function drawKind(draw: Draw): What {
	const kinds = Object.entries(happenings) as Array<[What, { weight: number }]>;
	let left = draw.number(
		1,
		kinds.reduce((sum, [, { weight }]) => sum + weight, 0),
	);
	for (const [what, { weight }] of kinds) {
		left -= weight;
		if (left <= 0) return what;
	}
	return 'change';
}

function drawFrom(random: () => number): Draw {
	const number = (least: number, most: number) => least + Math.floor(random() * (most - least + 1));
	return {
		number,
		upTo: (most) => Math.floor(most * random() ** 3),
		of: (...choices) => choices[number(0, choices.length - 1)] as (typeof choices)[number],
	};
}
