import { main } from './main.ts';

/**
 * What assistants start at every edit, built as one small CommonJS file: Node starts such a file in half the time that
 * modules take. What is rarely needed stays outside and is imported.
 */
main(process.argv.slice(3)).then(
  (code) => {
    process.exitCode = code;
  },
  () => {
    process.exitCode = 2;
  },
);
