import eslint from '@eslint/js';
import tseslint from 'typescript-eslint';

/** What n8n's template does not reach: tests, emulator and scripts (`.mts`, `.mjs`). */
export default tseslint.config(
	{ files: ['test/**/*.mts', 'scripts/**/*.mts', '*.mts'] },
	eslint.configs.recommended,
	...tseslint.configs.recommendedTypeChecked,
	{
		languageOptions: { parserOptions: { project: './tsconfig.test.json' } },
		rules: {
			'@typescript-eslint/no-explicit-any': 'error',
			'@typescript-eslint/no-non-null-assertion': 'error',
		},
	},
);
