export { FIELD_TYPES, typeName, typeOf } from './field-types';
