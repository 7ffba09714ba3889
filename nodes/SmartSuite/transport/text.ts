const LONGEST_QUOTE = 300;

/**
 * Somebody else's text as one line that is nothing but text. n8n's editor renders descriptions as HTML
 * (n8n-editor-ui, directive n8n-html: sanitised, links stay), its log prints whatever it is given: so
 * no angle brackets, no line breaks or control characters, nothing that reverses the reading direction.
 */
export function plain(text: string): string {
	return text
		.replace(/[\s\p{Cc}\u202a-\u202e\u2066-\u2069]+/gu, ' ')
		.replaceAll('<', '‹')
		.replaceAll('>', '›')
		.trim();
}

/** The same, short enough for the panel. */
export function shorten(text: string, longest = LONGEST_QUOTE): string {
	// Of megabytes the first few lines will do.
	const line = plain(text.slice(0, 10 * longest));
	return line.length > longest ? `${line.slice(0, longest)}...` : line;
}
