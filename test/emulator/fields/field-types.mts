import { address, colours, fullName, ipAddresses, phones, socialNetworks } from './contacts.mts';
import { multipleSelect, singleSelect, status, tags, yesNo } from './choices.mts';
import { date, dateRange, dueDate } from './dates.mts';
import { checklist, smartDoc } from './documents.mts';
import { asGiven, readOnly, type FieldType } from './field-type.mts';
import { files } from './files.mts';
import { currency, decimal, plainNumber } from './numbers.mts';
import { linkedRecords, users } from './references.mts';
import { emails, links, text, time } from './text.mts';

/** The types of docs/internals/smartsuite.md 4.2. */
const FIELD_TYPES: Record<string, FieldType> = {
	recordtitlefield: text,
	textfield: text,
	textareafield: text,
	richtextareafield: smartDoc,
	emailfield: emails,
	linkfield: links,
	phonefield: phones,
	fullnamefield: fullName,
	addressfield: address,
	ipaddressfield: ipAddresses,
	colorpickerfield: colours,
	socialnetworkfield: socialNetworks,
	timefield: time,
	numberfield: decimal,
	percentfield: decimal,
	durationfield: decimal,
	currencyfield: currency,
	ratingfield: plainNumber,
	numbersliderfield: plainNumber,
	percentcompletefield: plainNumber,
	yesnofield: yesNo,
	singleselectfield: singleSelect,
	multipleselectfield: multipleSelect,
	statusfield: status,
	tagsfield: tags,
	datefield: date,
	daterangefield: dateRange,
	duedatefield: dueDate,
	userfield: users,
	linkedrecordfield: linkedRecords,
	filefield: files,
	checklistfield: checklist,
	subitemsfield: asGiven(null),
	dependencyfield: asGiven(null),
	signaturefield: asGiven(null),
	timetrackingfield: asGiven(null),
	votefield: readOnly(null),
	countfield: readOnly('0'),
	formulafield: readOnly(''),
	rollupfield: readOnly(''),
	lookupfield: readOnly([]),
	autonumberfield: readOnly(0),
	recordidfield: readOnly(''),
	buttonfield: readOnly(null),
	firstcreatedfield: readOnly(null),
	lastupdatedfield: readOnly(null),
	commentscountfield: readOnly(0),
};

/** One that nobody has heard of is text. */
export const fieldType = (name: string): FieldType => FIELD_TYPES[name] ?? text;
