import { fileObject, filesIn } from '../fields/files.mts';
import { findRecord, timestamp, updateRecord } from '../records.mts';
import type { ApiRequest, StoredFile } from '../types.mts';
import { found, json, RestRefusal, type Handler } from './answers.mts';
import { apiAuthor, tableAt } from './request.mts';

/** Adds the parts `files` of a multipart body to a field; `filename` names a single one. */
export const upload: Handler = (world, { tableId, recordId = '', slug = '' }, { form }) => {
	const table = tableAt(world, tableId);
	const record = found(findRecord(world, table.id, recordId));
	const field = found(table.structure.find((one) => one.slug === slug));
	if (field.field_type !== 'filefield') {
		throw new RestRefusal(json({ [slug]: ['This field does not take files.'] }, 400));
	}
	const parts = (form?.getAll('files') ?? []).filter((part) => typeof part !== 'string');
	if (parts.length === 0) throw new RestRefusal(json({ files: ['No file was submitted.'] }, 400));
	const filename = form?.get('filename');
	const added = parts.map((part) => {
		const name = typeof filename === 'string' && parts.length === 1 ? filename : part.name;
		const file = fileObject(name, timestamp(world), part.size, part.type || undefined);
		world.files.set(file.handle, { name, content: part, mimetype: file.metadata.mimetype });
		return file;
	});
	const fields = { [slug]: [...filesIn(record[slug]), ...added] };
	return json(updateRecord(world, table.id, recordId, fields, apiAuthor(world)));
};

/** Where anybody can download the file (docs/internals/smartsuite.md 4). */
export const getUrl: Handler = ({ files }, { handle = '' }, request) =>
	json({ url: urlOf(found(files.get(handle)), handle, request) });

/** The same as a redirect, as one client asks for it. */
export const redirect: Handler = ({ files }, { handle = '' }, request) => ({
	status: 302,
	contentType: 'text/html',
	headers: { Location: urlOf(found(files.get(handle)), handle, request) },
	body: '',
});

/** The emulator fetches nothing: a file that was given as an address is at that address. */
const urlOf = ({ url }: StoredFile, handle: string, { headers }: ApiRequest) =>
	url ?? `http://${headers.host}/_emulator/files/${handle}`;
