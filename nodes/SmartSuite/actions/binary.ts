import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';

import { refuseTooLarge } from '../api';
import type { FileContent } from '../api';

/** The files that input items bring. */

/** A binary property of the item. @throws NodeOperationError where it is not there, SmartSuiteError where it is too large */
export function binaryOf(
	context: IExecuteFunctions,
	itemIndex: number,
	property: string,
): IBinaryData {
	const binary = context.helpers.assertBinaryData(itemIndex, property);
	refuseTooLarge(context, { name: nameOf(property, binary), size: binary.bytes ?? 0 });
	return binary;
}

/** The whole file, for an upload. */
export async function contentOf(
	context: IExecuteFunctions,
	itemIndex: number,
	property: string,
	binary: IBinaryData,
): Promise<FileContent> {
	return {
		name: nameOf(property, binary),
		mimeType: binary.mimeType,
		bytes: await context.helpers.getBinaryDataBuffer(itemIndex, property),
	};
}

function nameOf(property: string, { fileName, fileExtension }: IBinaryData): string {
	return fileName || [property, fileExtension].filter(Boolean).join('.');
}
