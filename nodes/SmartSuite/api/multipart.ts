import { randomUUID } from 'node:crypto';

import type { Upload } from '../transport';

/** A file on its way to SmartSuite. */
export interface FileContent {
	name: string;
	/** '' where nobody knows it. */
	mimeType: string;
	bytes: Buffer;
}

/**
 * A form with one file in the part `files`, as one Buffer. A name with a quote in it also goes as a text, the
 * part `filename`: the form escapes it, and not every server undoes that.
 */
export function formWithFile({ name, mimeType, bytes }: FileContent): Upload {
	const boundary = `----n8n-${randomUUID()}`;
	const file = `name="files"; filename="${escaped(name)}"\r\nContent-Type: ${typeOf(mimeType)}`;
	const parts: Array<string | Buffer> = [partHead(boundary, file), bytes, '\r\n'];
	if (escaped(name) !== name) {
		parts.push(partHead(boundary, 'name="filename"'), oneLine(name), '\r\n');
	}
	parts.push(`--${boundary}--\r\n`);
	return {
		contentType: `multipart/form-data; boundary=${boundary}`,
		bytes: Buffer.concat(
			parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : part)),
		),
	};
}

function partHead(boundary: string, disposition: string): string {
	return `--${boundary}\r\nContent-Disposition: form-data; ${disposition}\r\n\r\n`;
}

/** As browsers write names (HTML Standard, "Multipart form data"; RFC 7578 section 4.2): bare UTF-8 else. */
function escaped(name: string): string {
	return name.replace(/\r/g, '%0D').replace(/\n/g, '%0A').replace(/"/g, '%22');
}

const oneLine = (name: string) => name.replace(/[\r\n]+/g, ' ');

/** What would end the header, or is no MIME type, is left out. */
function typeOf(mimeType: string): string {
	return /^[\w.+-]+\/[\w.+-]+(;[\x20-\x7e]*)?$/.test(mimeType)
		? mimeType
		: 'application/octet-stream';
}
