import type { Emulator } from '../../emulator/index.mts';

/** What is done to records, by the name that the contenders have nodes for. */
export type Work = 'create' | 'upsert' | 'read';

/** Records to be written or read by one run of a workflow. */
export interface RecordWorkload {
	/** Names it on the command line. */
	id: string;
	title: string;
	work: Work;
	/** How many items the workflow begins with. */
	items: number;
	/** How many records are to be written or read: of an upsert those that differ. */
	wanted: number;
	/** Makes what is there before. */
	prepare(emulator: Emulator): void;
}

const ITEMS = 1_000;
const STORED = 10_000;
/** Records that the emulator begins with. */
const SEEDED = 3;

export const RECORD_WORKLOADS: RecordWorkload[] = [
	{
		id: 'creates',
		title: '1,000 records created',
		work: 'create',
		items: ITEMS,
		wanted: ITEMS,
		prepare: () => undefined,
	},
	{
		id: 'upsert',
		title: '1,000 records created or updated, half of them unchanged',
		work: 'upsert',
		items: ITEMS,
		wanted: ITEMS / 2,
		prepare: storeRows,
	},
	{
		id: 'read',
		title: '10,000 records read',
		work: 'read',
		items: 1,
		wanted: STORED,
		prepare: (emulator) => store(emulator, STORED - SEEDED, 'complete'),
	},
];

/** Of four rows two are there as they are given, and one with another status. */
function storeRows({ records, tables }: Emulator): void {
	for (let nth = 0; nth < ITEMS; nth++) {
		const status = statusBefore(nth);
		if (status !== undefined) records.create(tables.tasks.id, rowOf(nth, status));
	}
}

function statusBefore(nth: number): string | undefined {
	if (nth % 4 === 3) return undefined;
	return nth % 4 === 1 ? 'backlog' : 'complete';
}

function store({ records, tables }: Emulator, count: number, status: string): void {
	for (let nth = 0; nth < count; nth++) records.create(tables.tasks.id, rowOf(nth, status));
}

/** As `ROWS` gives it, in SmartSuite's form. */
const rowOf = (nth: number, value: string) => ({
	title: `Task ${nth}`,
	status: { value },
	sestimate1: String(nth),
});

/** JavaScript of a Code node that gives so many items. */
export const rowsCode = (count: number) =>
	`return Array.from({ length: ${count} }, (_, nth) => ({ json: { Title: 'Task ' + nth, Status: 'Complete', Estimate: nth } }));`;
