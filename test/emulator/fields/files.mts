import { newId } from '../random.mts';
import { isObject, type JsonObject } from '../types.mts';
import { entriesOf, FieldRefusal, type FieldType } from './field-type.mts';

/** Addresses, which the server fetches, and file objects that it gave before; [] clears. */
export const files: FieldType = {
	empty: () => [],
	store(value, { before, now, world }) {
		const given = entriesOf(value).map((entry) => {
			if (isObject(entry) && typeof entry.handle === 'string') return entry;
			if (typeof entry !== 'string' || !URL.canParse(entry))
				throw new FieldRefusal('Enter a valid URL.');
			const file = fileObject(decodeURI(new URL(entry).pathname).split('/').at(-1) ?? '', now);
			world.files.set(file.handle, { name: file.metadata.filename, url: entry });
			return file;
		});
		if (given.length === 0 || world.switches.filesByUrl === 'replace') return given;
		const handles = given.map(({ handle }) => handle);
		return [...filesIn(before).filter(({ handle }) => !handles.includes(handle)), ...given];
	},
};

export const filesIn = (value: unknown): JsonObject[] =>
	Array.isArray(value) ? value.filter(isObject) : [];

/** The file object of docs/internals/smartsuite.md 4.2. */
export function fileObject(
	filename: string,
	now: string,
	size = 0,
	mimetype = mimetypeOf(filename),
) {
	const handle = newId();
	return {
		handle,
		metadata: {
			container: 'smart-suite-media',
			filename,
			key: `${handle}_${filename}`,
			mimetype,
			size,
		},
		transform_options: {},
		icon: 'file',
		file_type: typeOf(mimetype),
		created_on: now,
		updated_on: now,
		description: '',
	};
}

const MIMETYPES: Record<string, string> = {
	pdf: 'application/pdf',
	png: 'image/png',
	jpg: 'image/jpeg',
	txt: 'text/plain',
	csv: 'text/csv',
};

const mimetypeOf = (filename: string) =>
	MIMETYPES[filename.split('.').at(-1)?.toLowerCase() ?? ''] ?? 'application/octet-stream';

function typeOf(mimetype: string): string {
	if (mimetype === 'application/pdf') return 'pdf';
	const [kind = ''] = mimetype.split('/');
	return ['image', 'video', 'audio'].includes(kind) ? kind : 'other';
}
