export { readAccount } from './account';
export type { SmartSuiteContext } from './context';
export { failedAs, recover, SmartSuiteError } from './error';
export { request } from './request';
