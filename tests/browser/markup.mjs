// Every page and every chart is valid for the Nu HTML checker, which runs on Java.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';
import { expect, finish, pages, root } from './page.lib.mjs';

const checker = String(createRequire(import.meta.url)('vnu-jar'));

/** The errors that the checker finds in a file or below a folder. */
function errors(target, ...options) {
  const run = spawnSync('java', ['-jar', checker, '--errors-only', '--stdout', '--format', 'json', ...options, target], {
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  });
  const ran = !run.error && run.stdout.trimStart().startsWith('{');
  expect(ran, 'the checker does not run', run.error ?? run.stderr.slice(0, 300));
  return ran ? JSON.parse(run.stdout).messages : [];
}

const found = [...errors(root, '--skip-non-html'), ...errors(path.join(root, 'charts'), '--also-check-svg')];
for (const { url, lastLine, message } of found) expect(false, `${path.basename(url ?? '')}:${lastLine}`, message);
const wrong = new Set(found.map((one) => one.url));
expect(pages().length > 0, 'there are no pages');
for (const name of pages()) if (![...wrong].some((url) => url?.endsWith(name))) expect(true, name);
await finish();
