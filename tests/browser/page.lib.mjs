// What the browser checks share: opening a built report over file://, and counting what fails.
import { createRequire } from 'node:module';
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import puppeteer from 'puppeteer-core';

export const axeSource = fs.readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Folder of the report that the check is called with. */
export const root = path.resolve(process.argv[2] ?? 'output');

/**
 * The browser that tests/run found. By hand, search.mjs also runs in the Firefox that FIREFOX names,
 * with the rules for files that its readers have and automation would relax.
 */
export const browser = await puppeteer.launch(
  process.env.FIREFOX
    ? {
        browser: 'firefox',
        executablePath: process.env.FIREFOX,
        extraPrefsFirefox: { 'remote.prefs.recommended': false, 'security.fileuri.strict_origin_policy': true },
      }
    : {
        executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
        args: ['--no-sandbox', '--hide-scrollbars', '--disable-background-networking'],
      },
);

let failed = 0;
let passed = 0;

/** Notes whether something holds. */
export function expect(holds, what, detail = '') {
  if (holds) passed += 1;
  else {
    failed += 1;
    console.error(`FAILED ${what}`, detail);
  }
}

/** All pages, as paths below the report's folder. */
export function pages() {
  const found = [];
  const walk = (folder) => {
    for (const entry of fs.readdirSync(path.join(root, folder), { withFileTypes: true })) {
      const name = path.posix.join(folder, entry.name);
      if (entry.isDirectory()) walk(name);
      else if (name.endsWith('.html')) found.push(name);
    }
  };
  walk('');
  return found.sort();
}

/** Opens a page; errors, failed and outside requests are noted against it. */
export async function open(name, { width = 1200, scheme = 'light', scripts = true, query = '' } = {}) {
  const page = await browser.newPage();
  await page.setViewport({ width, height: 900 });
  if (!process.env.FIREFOX) await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
  if (!scripts) await page.setJavaScriptEnabled(false);
  page.on('console', (message) => expect(message.type() !== 'error', `${name}: console`, message.text()));
  page.on('pageerror', (error) => expect(false, `${name}: script`, error.message));
  page.on('requestfailed', (request) => expect(false, `${name}: request`, request.url()));
  page.on('request', (request) => expect(/^(file|data):/.test(request.url()), `${name}: outside`, request.url()));
  await page.goto(pathToFileURL(path.join(root, name)).href + query, { waitUntil: 'load' });
  return page;
}

/** Says how it went and ends the check. */
export async function finish() {
  await browser.close();
  console.log(`${passed} passed, ${failed} failed`);
  process.exit(failed ? 1 : 0);
}
