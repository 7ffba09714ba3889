import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { download, MOST_FILE_BYTES, recover, shorten, SmartSuiteError } from '../transport';
import type { SmartSuiteContext } from '../transport';
import type { RecordPlace } from './comments';
import { formWithFile } from './multipart';
import type { FileContent } from './multipart';
import { makeOnce, mayBeMadeSince } from './once';
import { getRecord } from './records';
import { callRest, inPath } from './rest';
import { asObject, asText, isObject, listIn } from './shape';

/** A file that a record holds (docs/internals/smartsuite.md section 4.2). */
export interface StoredFile {
	/** Its id at SmartSuite. */
	handle: string;
	name: string;
	/** '' where SmartSuite does not say. */
	mimeType: string;
	/** In bytes; 0 where SmartSuite does not say. */
	size: number;
	/** An ISO text, '' where SmartSuite does not say. */
	createdOn: string;
}

/** A file field of a record. */
export interface FilePlace extends RecordPlace {
	/** The field's. */
	slug: string;
}

/** The files in a field of a record. */
export async function listFiles(
	context: SmartSuiteContext,
	{ tableId, recordId, slug }: FilePlace,
): Promise<StoredFile[]> {
	const record = await getRecord(context, tableId, recordId);
	return filesIn(record[slug]);
}

/**
 * Adds a file to a field. It is not repeated, because each upload adds one more: after a failure that leaves
 * it open whether the file arrived, the record is read.
 * @param known files that were there before, by handle
 * @throws SmartSuiteError with the file's name and size
 */
export async function uploadFile(
	context: SmartSuiteContext,
	place: FilePlace,
	file: FileContent,
	known: ReadonlySet<string> = new Set(),
): Promise<StoredFile> {
	refuseTooLarge(context, { name: file.name, size: file.bytes.length });
	const startedAt = Date.now();
	const isIt = ({ handle, name, size, createdOn }: StoredFile) =>
		!known.has(handle) &&
		name === file.name &&
		(size === 0 || size === file.bytes.length) &&
		mayBeMadeSince(startedAt, createdOn);
	const find = async () => (await listFiles(context, place)).filter(isIt).at(-1);
	return await makeOnce(context, {
		thing: 'file',
		make: async () => {
			const answer = asObject(await sendFile(context, place, file));
			// It comes last, whatever name SmartSuite gave it.
			return filesIn(answer[place.slug]).at(-1) ?? (await find()) ?? unseen(file);
		},
		find,
	});
}

/** SmartSuite took it and does not show it yet. */
function unseen({ name, mimeType, bytes }: FileContent): StoredFile {
	return { handle: '', name, mimeType, size: bytes.length, createdOn: '' };
}

async function sendFile(
	context: SmartSuiteContext,
	{ tableId, recordId, slug }: FilePlace,
	file: FileContent,
): Promise<unknown> {
	const [table, record, field] = [
		inPath(context, 'table', tableId),
		inPath(context, 'record', recordId),
		inPath(context, 'field', slug),
	];
	const sent = callRest(context, {
		method: 'POST',
		path: `/recordfiles/${table}/${record}/${field}/`,
		upload: formWithFile(file),
		about: aboutFile({ name: file.name, size: file.bytes.length }),
		repeatable: false,
		answerIsOptional: true,
	});
	return await recover(sent, ['missing'], async () => {
		throw new SmartSuiteError(context.getNode(), {
			kind: 'missing',
			message: `SmartSuite has no record '${recordId}' in table '${tableId}'`,
			description: 'It may have been deleted, or be in another table.',
			passing: false,
		});
	});
}

/** The address at which anybody can load the file, for 20 years. */
export async function getFileUrl(context: SmartSuiteContext, file: StoredFile): Promise<string> {
	const about = aboutFile(file);
	const path = `/shared-files/${inPath(context, 'file', file.handle)}/url/`;
	const url = asText(asObject(await callRest(context, { method: 'GET', path, about })).url);
	if (/^https?:\/\//i.test(url)) return url;
	throw new SmartSuiteError(context.getNode(), {
		kind: 'unreadable',
		message: `SmartSuite gave no address for the ${about}`,
		description: 'Try again, or open the file in SmartSuite.',
		passing: false,
	});
}

/**
 * The whole file, by way of its public address.
 * @throws SmartSuiteError where it is too large, or does not come whole
 */
export async function downloadFile(context: IExecuteFunctions, file: StoredFile): Promise<Buffer> {
	refuseTooLarge(context, file);
	const url = await getFileUrl(context, file);
	return await download(context, { url, about: aboutFile(file), mimeType: file.mimeType });
}

/** @throws SmartSuiteError for a file that n8n could hardly hold in memory */
export function refuseTooLarge(context: SmartSuiteContext, file: NamedSize): void {
	if (file.size <= MOST_FILE_BYTES) return;
	throw new SmartSuiteError(context.getNode(), {
		kind: 'refused',
		message: `The ${aboutFile(file)} is too large for this node, which takes up to ${sizeInWords(MOST_FILE_BYTES)}`,
		description:
			'n8n would hold all of it in memory. SmartSuite itself loads a file from an address that is written into the field; to load one from SmartSuite, use the address that Get Link gives.',
		passing: false,
	});
}

type NamedSize = Pick<StoredFile, 'name' | 'size'>;

/** "file 'offer.pdf' (1.2 MB)"; without the size where it is 0. */
function aboutFile({ name, size }: NamedSize): string {
	return `file '${shorten(name)}'${size > 0 ? ` (${sizeInWords(size)})` : ''}`;
}

const UNITS = ['bytes', 'kB', 'MB', 'GB'];

function sizeInWords(bytes: number): string {
	const power = Math.min(UNITS.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
	const number = Math.round((bytes / 1_000 ** power) * 10) / 10;
	return `${number} ${UNITS[power]}`;
}

function filesIn(value: unknown): StoredFile[] {
	return listIn(value).map(parseFile);
}

function parseFile({ handle, metadata, created_on }: IDataObject): StoredFile {
	const { filename, mimetype, size } = asObject(metadata);
	return {
		handle: asText(handle),
		name: asText(filename) || asText(handle),
		mimeType: asText(mimetype),
		size: Number(asText(size)) || 0,
		createdOn: asText(created_on) || (isObject(created_on) ? asText(created_on.date) : ''),
	};
}
