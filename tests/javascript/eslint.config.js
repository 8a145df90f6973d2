/** How the pages' own modules are written: the length rules of the Python beside them, and no way for markup in. */

import js from "@eslint/js";
import globals from "globals";

const SINKS = ["innerHTML", "outerHTML", "srcdoc"];
const WRITES = ["insertAdjacentHTML", "setHTMLUnsafe", "createContextualFragment"];

const noMarkup = [
  ...SINKS.map((name) => ({
    selector: `AssignmentExpression[left.property.name=${name}]`,
    message: "Markup is never built from words: use el() and say().",
  })),
  ...WRITES.map((name) => ({
    selector: `CallExpression[callee.property.name=${name}]`,
    message: "Markup is never built from words: use el() and say().",
  })),
];

export default [
  { ignores: ["node_modules/**"] },
  js.configs.recommended,
  {
    files: ["**/*.js"],
    languageOptions: { ecmaVersion: 2023, sourceType: "module", globals: globals.browser },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      "array-callback-return": "error",
      complexity: ["error", 12],
      eqeqeq: ["error", "always", { null: "ignore" }],
      "max-depth": ["error", 4],
      "max-len": ["error", { code: 120 }],
      "max-lines": ["error", { max: 300, skipComments: true }],
      "max-lines-per-function": ["error", 50],
      "max-params": ["error", 5],
      "no-alert": "error",
      "no-console": "error",
      "no-eval": "error",
      "no-implicit-coercion": "error",
      "no-implied-eval": "error",
      "no-new-func": "error",
      "no-restricted-syntax": ["error", ...noMarkup],
      "no-self-compare": "error",
      "no-shadow": "error",
      "no-throw-literal": "error",
      "no-unused-vars": "error",
      "no-useless-return": "error",
      "no-var": "error",
      "object-shorthand": "error",
      "prefer-const": "error",
    },
  },
  { files: ["**/hall/worker.js"], languageOptions: { sourceType: "script", globals: globals.serviceworker } },
  { files: ["tests/javascript/**/*.js"], languageOptions: { globals: globals.node } },
];
