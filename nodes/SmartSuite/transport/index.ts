export { readAccount } from './account';
export type { SmartSuiteContext } from './context';
export { failedAs, recover, SmartSuiteError } from './error';
export { pingOwnUrl } from './own-url';
export { request } from './request';
