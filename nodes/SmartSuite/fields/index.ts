export { isStored, mayWrite, sentFor } from './convert';
export { RAW_BY_SLUG, viewed } from './event-items';
export type { EventView } from './event-items';
export type { Words } from './field-type';
export { FIELD_TYPES, typeName, typeOf } from './field-types';
export { booleanIn } from './words/scalar';
export type { FieldView } from './shown-record';
