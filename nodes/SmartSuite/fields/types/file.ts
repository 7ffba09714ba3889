import { asObject, isObject } from '../../api';
import { FILE_COMPARISONS } from '../comparisons';
import { writable } from '../entry';
import type { FieldType, FieldValue } from '../field-type';
import { sameFiles, sentFiles } from '../words/file';
import { listOf, orNull } from '../words/shapes';

/** What people look for in a file first; the rest stays beside it, so that the file can be sent back. */
function shownFile(file: FieldValue): FieldValue {
	if (!isObject(file)) return file;
	const { filename, mimetype, size } = asObject(file.metadata);
	return { name: orNull(filename), mime_type: orNull(mimetype), size: orNull(size), ...file };
}

export const FILES: Readonly<Record<string, FieldType>> = {
	filefield: writable({
		name: 'Files and Images',
		guide: {
			shown: 'list of `{name, mime_type, size, handle, ...}`',
			accepts: 'addresses, names of binary properties, files as they are shown',
		},
		shown: (value) => listOf(value).map(shownFile),
		sent: sentFiles,
		same: sameFiles,
		cleared: [],
		mapper: 'string',
		comparisons: FILE_COMPARISONS,
	}),
};
