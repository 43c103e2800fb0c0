import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

export default ts.config(
  { ignores: ['build/', '.svelte-kit/', 'node_modules/', 'data/', 'test-results/', 'static/'] },
  js.configs.recommended,
  ...ts.configs.recommended,
  ...svelte.configs.recommended,
  {
    languageOptions: { globals: { ...globals.browser, ...globals.node } },
    rules: {
      // TypeScript itself reports names that do not exist.
      'no-undef': 'off',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/no-non-null-assertion': 'off',
      eqeqeq: ['error', 'always'],
      'no-console': 'off',
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser, extraFileExtensions: ['.svelte'], svelteConfig } },
    rules: {
      // The page links only within itself, by addresses that the server made.
      'svelte/no-navigation-without-resolve': 'off',
      // Views read snapshots and subscribe to topics; a Map inside a class is a cache more often than state.
      'svelte/prefer-svelte-reactivity': 'off',
    },
  },
  {
    // What a game computes must not depend on the engine's rounding: see base/maths.ts.
    files: ['src/lib/{base,schema,engine,script}/**/*.ts'],
    // It puts the one of base/maths.ts in the place of `Math.pow`.
    ignores: ['src/lib/script/fengari/internals.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector: "BinaryExpression[operator='**']:not([left.type='Literal'][right.type='Literal'])",
          message: 'Engines round powers differently: multiply, or take pow of base/maths.ts.',
        },
        {
          selector:
            "MemberExpression[object.name='Math'][property.name=/^(a?(sin|cos|tan)h?|atan2|pow|exp|expm1|log|log1p|log2|log10|hypot|cbrt)$/]",
          message: 'Engines round this differently: take it from base/maths.ts.',
        },
      ],
    },
  },
  { files: ['**/*.cjs'], rules: { '@typescript-eslint/no-require-imports': 'off' } },
);
