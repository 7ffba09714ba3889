// n8n publishes its scanner without types (read in @n8n/scan-community-package 0.32.0).
declare module '@n8n/scan-community-package/scanner/scanner.mjs' {
	export const SOURCE_FILE_PATTERNS: string[];
	/** Lints the files of a folder with n8n's rules, ignoring every eslint-disable. */
	export function analyzePackage(
		folder: string,
		filePatterns: string[],
	): Promise<{ passed: boolean; message?: string; details?: string }>;
}
