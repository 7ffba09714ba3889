/** What an error says, without its stack. */
export function messageOf(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}
