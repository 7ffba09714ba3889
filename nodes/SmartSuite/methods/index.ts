export { columnsParameter } from './columns';
export { fieldNamesParameter, readFieldView, valuesParameter } from './field-view';
export { forgetLists } from './list-memory';
export { asLocator, toId } from './locator';
export {
	eventsParameter,
	simplifyParameter,
	solutionParameter,
	webhookParameter,
} from './parameters';
export { allowPrivateAddressParameter, refuseUnreachable } from './reachable';
export {
	fieldParameter,
	readRecordId,
	readTableId,
	readViewId,
	recordParameter,
	tableParameter,
	viewParameter,
} from './record-parameters';
export { methods } from './searches';
export { readFilter, readKinds, readSolutionId } from './subscription';
export type { ReadParameter } from './subscription';
export { asBoolean, asChoice, asNumber, asTexts, numberWithin } from './values';
export type { NumberRange } from './values';
export { watchParameters } from './watch-parameters';
