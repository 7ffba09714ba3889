import { choice, flag } from './switch-kinds.mts';

/** The open points of reading and writing records. The defaults let most public clients work. */
export const RECORD_SWITCHES = {
	// Values (4.3)
	unknownChoice: choice('A choice that the field lacks (4.3)', 'emptied', 'refused'),
	choiceLabels: choice('A label where the id of a choice belongs (4.3)', 'unknown', 'taken'),
	statusAsText: choice('A status as bare text instead of {value} (4.3)', 'taken', 'not-saved'),
	linkWithoutProtocol: choice('A link without https:// (4.3)', 'dropped', 'kept'),
	unknownMembers: choice('An id of a member or team that there is not (4.3)', 'dropped', 'refused'),
	unknownSlugs: choice('A field that the table lacks (4.3)', 'ignored', 'refused', 'stored'),
	dateRanges: choice(
		'Date ranges and due dates as written: {date} objects, texts, or either (4.2)',
		'both',
		'nested',
		'flat',
	),
	midnightIsNoTime: flag('Midnight UTC is stored as a date without time (4.3)', false),
	numberSpelling: choice(
		'Numbers in answers: as recorded (12.0), as short text (12), as JSON numbers (4.3)',
		'recorded',
		'short',
		'number',
	),
	numberBounds: choice('A number beyond the least or most of its field', 'refused', 'unheeded'),
	filesByUrl: choice('Files written as addresses (4.2)', 'append', 'replace'),

	// Reading (4, 4.1)
	listLimitDefault: choice('Records of a list when no limit is given (4)', '100', 'all'),
	hydration: choice('What `hydrated` does (4)', 'objects', 'ignored'),
	numberIs: choice('Comparison `is` on a number (4.1)', 'refused', 'taken'),
	textCase: choice('Upper and lower case in `is` and `contains` (4.1)', 'alike', 'apart'),
	emptyListFilter: choice('A comparison with an empty list finds (4.1)', 'nothing', 'everything'),
	filterDays: choice('Days of date filters are those of (4.1)', 'utc', 'member'),

	// Bulk calls (4.4)
	bulkCreateAnswer: choice('Answer of a bulk create (4.4)', 'array', 'items', 'successful_items'),
	bulkUpdateAnswer: choice('Answer of a bulk update (4.4)', 'array', 'items', 'successful_items'),
	bulkCreateOrder: choice('Order of a bulk create’s answer (4.4)', 'as-sent', 'reversed'),
	bulkUpdateUnchanged: choice('Unchanged records in a bulk update’s answer', 'left-out', 'listed'),
	bulkAtomic: flag('One bad record makes a bulk call fail as a whole (4.4)', true),
	restoreFires: choice(
		'Event when a record is restored',
		'RECORD_UPDATED',
		'RECORD_CREATED',
		'none',
	),
};
