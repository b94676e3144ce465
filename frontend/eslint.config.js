/** What the sources of the console are checked for. */
import jsdoc from "eslint-plugin-jsdoc";
import { configs as lit } from "eslint-plugin-lit";
import tseslint from "typescript-eslint";

export default tseslint.config(
  { ignores: ["node_modules", "dist"] },
  ...tseslint.configs.strictTypeChecked,
  lit["flat/recommended"],
  {
    plugins: { jsdoc },
    languageOptions: { parserOptions: { project: "./tsconfig.json", tsconfigRootDir: import.meta.dirname } },
    rules: {
      "max-lines": ["error", 400],
      "max-lines-per-function": ["error", 60],
      eqeqeq: "error",
      "no-restricted-imports": [
        "error",
        { name: "lit/decorators.js", importNames: ["customElement"], message: "Use the one in src/ui/define.ts." },
      ],
      "no-console": "error",
      "jsdoc/require-jsdoc": ["error", { publicOnly: true, require: { ClassDeclaration: true } }],
      "@typescript-eslint/no-non-null-assertion": "error",
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/unbound-method": "off",
    },
  },
  { files: ["**/*.js", "**/*.d.ts"], ...tseslint.configs.disableTypeChecked },
  { files: ["test/**", "e2e/**"], rules: { "max-lines-per-function": "off" } },
);
