import type { IDataObject, IHttpRequestMethods } from 'n8n-workflow';

/** How long a caller is willing to wait. */
export interface Haste {
	/**
	 * Whether it costs one request at most, and no pause: it fails where others wait and try again
	 * (default false).
	 */
	isTriedOnce?: boolean;
	/** Longest wait for one whole answer, in ms, where that is not as usual; a minute at most (see limits.ts). */
	timeoutMs?: number;
}

/** A body that is no JSON. */
export interface Upload {
	contentType: string;
	bytes: Buffer;
}

/** One call to SmartSuite, as `api/` describes it. */
export interface Call extends Haste {
	/** Which of the credential's two hosts. */
	host: 'api' | 'webhooks';
	method: IHttpRequestMethods;
	/** Path below the host, beginning with a slash. */
	path: string;
	query?: IDataObject;
	body?: IDataObject;
	/** Sent in the place of `body`; it may take longer than other calls (see limits.ts). */
	upload?: Upload;
	/** What the call is about, for messages: "the webhook '3c8a1835'". */
	about: string;
	/** Whether sending it twice does no harm. */
	repeatable: boolean;
	/** Whether the answer may hold anything or nothing (default false). */
	answerIsOptional?: boolean;
}
