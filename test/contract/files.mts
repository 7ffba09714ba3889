import { createHash, randomBytes } from 'node:crypto';
import type { IBinaryData, INodeExecutionData } from 'n8n-workflow';
import { recordAt, runAt, type Around } from './around.mts';

/** The file field of the emulator's table Everything. */
export const FIELD = 'sfiles0001';

/** Binary data as n8n's own nodes give it. */
export function binary(
	fileName: string | undefined,
	bytes: Buffer | string = `content of ${fileName}`,
	mimeType = 'text/plain',
): IBinaryData {
	const data = Buffer.from(bytes);
	return { data: data.toString('base64'), mimeType, fileName, bytes: data.length };
}

/** Bytes that no text has: they would not survive being read as one. */
export const someBytes = (size: number) => randomBytes(size);

export const hashOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

/** The bytes of an item's binary data. */
export function bytesOf({ binary: files }: INodeExecutionData, property = 'data'): Buffer {
	return Buffer.from(files?.[property]?.data ?? '', 'base64');
}

/** Uploads files to a record, each as a binary property of one item. */
export async function upload(
	at: Around,
	files: Record<string, IBinaryData>,
	parameters = {},
): Promise<INodeExecutionData[]> {
	const binaryProperty = Object.keys(files).join(',');
	const given = { field: FIELD, binaryProperty, ...parameters };
	return await runAt(at, 'file upload', given, { binary: [files] });
}

/** A record with these files. */
export async function recordWith(...names: string[]): Promise<Around> {
	const at = await recordAt();
	for (const name of names) await upload(at, { data: binary(name) });
	at.emulator.calls.length = 0;
	return at;
}

/** Names of the files that the record has now. */
export async function namesIn(at: Around): Promise<unknown[]> {
	const items = await runAt(at, 'file getLink', { field: FIELD });
	return items.map(({ json }) => json.name);
}
