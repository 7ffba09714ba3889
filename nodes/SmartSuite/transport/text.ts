const LONGEST_QUOTE = 300;

/**
 * One line: without line breaks and control characters, which n8n's log prints as they are, and without
 * what turns the direction of reading.
 */
export function oneLine(text: string): string {
	return text.replace(/[\s\p{Cc}\u202a-\u202e\u2066-\u2069]+/gu, ' ').trim();
}

/**
 * Somebody else's text as a line that is nothing but text: n8n's editor shows descriptions as HTML,
 * sanitised, but with its links (n8n-editor-ui, directive n8n-html).
 */
export function plain(text: string): string {
	return oneLine(text).replaceAll('<', '‹').replaceAll('>', '›');
}

/** The same, short enough for the panel. */
export function shorten(text: string, longest = LONGEST_QUOTE): string {
	// Of megabytes the first few lines will do.
	const line = plain(text.slice(0, 10 * longest));
	return line.length > longest ? `${line.slice(0, longest)}...` : line;
}
