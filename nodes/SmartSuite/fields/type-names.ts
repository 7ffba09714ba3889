/**
 * SmartSuite's field types in the words of its own interface
 * (https://developers.smartsuite.com/docs/solution-data/fields/field-object, "Field Types").
 */
const TYPE_NAMES: Readonly<Record<string, string>> = {
	addressfield: 'Address',
	autonumberfield: 'Auto Number',
	buttonfield: 'Button',
	checklistfield: 'Checklist',
	colorpickerfield: 'Color Picker',
	commentscountfield: 'Open Comments',
	countfield: 'Count',
	currencyfield: 'Currency',
	datefield: 'Date',
	daterangefield: 'Date Range',
	dependencyfield: 'Dependency',
	duedatefield: 'Due Date',
	durationfield: 'Duration',
	emailfield: 'Email',
	filefield: 'Files and Images',
	firstcreatedfield: 'First Created',
	formulafield: 'Formula',
	fullnamefield: 'Full Name',
	ipaddressfield: 'IP Address',
	lastupdatedfield: 'Last Updated',
	linkedrecordfield: 'Linked Record',
	linkfield: 'Link',
	lookupfield: 'Lookup',
	multipleselectfield: 'Multiple Select',
	numberfield: 'Number',
	numbersliderfield: 'Number Slider',
	percentcompletefield: 'Percent Complete',
	percentfield: 'Percent',
	phonefield: 'Phone',
	ratingfield: 'Rating',
	recordidfield: 'Record ID',
	recordtitlefield: 'Title',
	richtextareafield: 'SmartDoc',
	rollupfield: 'Rollup',
	signaturefield: 'Signature',
	singleselectfield: 'Single Select',
	socialnetworkfield: 'Social Network',
	statusfield: 'Status',
	subitemsfield: 'Sub-Items',
	tagsfield: 'Tags',
	textareafield: 'Text Area',
	textfield: 'Text',
	timefield: 'Time',
	timetrackingfield: 'Time Tracking Log',
	userfield: 'Assigned To',
	votefield: 'Vote',
	yesnofield: 'Yes / No',
};

/** A field type in words; one that nobody has heard of as it is, without "field" at its end. */
export function typeName(fieldType: string): string {
	const known = Object.hasOwn(TYPE_NAMES, fieldType) ? TYPE_NAMES[fieldType] : undefined;
	return known ?? fieldType.replace(/field$/, '');
}
