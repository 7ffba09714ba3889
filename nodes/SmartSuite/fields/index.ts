export { RAW_BY_SLUG, viewed } from './event-items';
export type { EventView } from './event-items';
export { FIELD_TYPES, typeName, typeOf } from './field-types';
export { booleanIn } from './words/scalar';
export type { FieldView } from './shown-record';
