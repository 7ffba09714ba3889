import type { IDataObject } from 'n8n-workflow';

import { byMethod, fakeContext, ok, status } from './fake-context.mts';

/** The call for a page; without a page size where it is 'its choice', the server's. */
export const asked = (page_token: string, page_size = '50') => [
	'ListEvents',
	{ webhook_id: 'w', ...(page_size !== 'its choice' && { page_size }), page_token },
];

/** How long the pages are where the server chooses. */
export const ITS_CHOICE = 30;

/**
 * A webhook with so many events, whose tokens are counts of events read, as in the documents: also on
 * the last page. `pageLength` is how long the pages are whatever was asked for, `most` the largest page
 * size that is not refused.
 */
export function webhookWith(count: number, pageLength?: number, most = Infinity) {
	const page = ({ page_size, page_token }: IDataObject) => {
		if (Number(page_size) > most)
			return status(400, { code: 'invalid_argument', msg: 'page_size' });
		const from = Number(page_token);
		const to = Math.min(count, from + (pageLength ?? Number(page_size ?? ITS_CHOICE)));
		return ok({
			events: ids(from, to).map((event_id) => ({ event_id })),
			next_page_token: to > 0 ? String(to) : '',
		});
	};
	return fakeContext(byMethod({ ListEvents: page }));
}

export const ids = (from: number, to: number) =>
	Array.from({ length: to - from }, (_, nth) => `w.${from + nth}`);
