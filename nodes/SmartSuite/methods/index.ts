export { forgetLists } from './list-memory';
export { asLocator, toId } from './locator';
export {
	eventsParameter,
	fieldNamesParameter,
	simplifyParameter,
	solutionParameter,
	webhookParameter,
} from './parameters';
export { methods } from './searches';
export { asIds, readFilter, readKinds, readSolutionId } from './subscription';
export type { ReadParameter } from './subscription';
export { watchParameters } from './watch-parameters';
