export { credentialIdOf, readAccount } from './account';
export type { SmartSuiteContext } from './context';
export { failedAs, recover, SmartSuiteError } from './error';
export { warn } from './log';
export { pingOwnUrl } from './own-url';
export { rememberRecent } from './recent';
export { request } from './request';
export { plain } from './text';
