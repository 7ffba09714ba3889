import eslint from '@eslint/js';
import tseslint from 'typescript-eslint';

/** What n8n's template does not reach: tests, emulator and scripts (`.mts`), and the house's bounds for all. */
export default tseslint.config(
	{
		files: ['**/*.mts'],
		extends: [eslint.configs.recommended, ...tseslint.configs.recommendedTypeChecked],
		languageOptions: { parserOptions: { project: './tsconfig.test.json' } },
	},
	{
		files: ['**/*.mts', '**/*.ts'],
		extends: [tseslint.configs.base],
		rules: {
			'@typescript-eslint/no-explicit-any': 'error',
			'@typescript-eslint/no-non-null-assertion': 'error',
			'max-lines': ['error', 200],
		},
	},
	{
		files: ['**/*.mts', '**/*.ts'],
		// A test file's `describe` is a heading, not a function.
		ignores: ['**/*.test.mts'],
		rules: { 'max-lines-per-function': ['error', 40] },
	},
);
