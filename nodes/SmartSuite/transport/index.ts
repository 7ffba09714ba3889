export { credentialIdOf, readAccount } from './account';
export type { SmartSuiteContext } from './context';
export { failedAs, recover, SmartSuiteError } from './error';
export type { FailureKind } from './failure';
export { warn } from './log';
export { pingOwnUrl } from './own-url';
export { rememberRecent } from './recent';
export { request } from './request';
export { plain } from './text';
