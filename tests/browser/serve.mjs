// The preview as a person uses it: no navigation waits for idle connections or other tabs, an edit
// reloads what is open and keeps its place, a broken build says so over the page.
// FANGZHI names another binary than that of target/debug.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { browser, expect, finish } from './page.lib.mjs';

const NAVIGATIONS = 500;
const IDLE = 50;
const SLOW = 1000;
/** A machine that is busy with something else is slow too; a server that hangs is so every time. */
const ROUNDS = 3;
/** A server that hangs is known after so many; each costs its timeout. */
const ENOUGH = 20;

const repository = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const binary = process.env.FANGZHI ?? path.join(repository, 'target/debug/fangzhi');
const project = fs.mkdtempSync(path.join(os.tmpdir(), 'fangzhi-preview-'));
for (const name of ['config.yaml', 'content']) {
  fs.cpSync(path.join(repository, name), path.join(project, name), { recursive: true });
}

const port = await new Promise((done) => {
  const probe = net.createServer().listen(0, '127.0.0.1', () => {
    const { port } = probe.address();
    probe.close(() => done(port));
  });
});
const server = spawn(binary, ['serve', '-C', project, '--port', String(port)]);
process.on('exit', () => server.kill());
const ended = new Promise((done) => server.on('exit', (code, signal) => done(signal ?? code)));
const url = await new Promise((done, failed) => {
  let said = '';
  server.stderr.resume();
  server.stdout.on('data', (text) => {
    said += text;
    const address = said.match(/http:\/\/[^/ ]+\//)?.[0];
    if (address) done(address);
  });
  ended.then((how) => failed(new Error(`the preview ended: ${how}`)));
});

const pages = fs
  .readdirSync(path.join(project, 'output'), { recursive: true })
  .filter((name) => name.endsWith('.html'))
  .sort();
const address = (name) => url + name.split(path.sep).map(encodeURIComponent).join('/');

/** How long it takes to open a page, in milliseconds; no answer counts as very long. */
async function timed(page, to) {
  const start = performance.now();
  const arrived = await page.goto(to, { waitUntil: 'load', timeout: 5000 }).catch(() => null);
  return arrived ? performance.now() - start : Infinity;
}

/** Waits until something holds in a page, over reloads. */
async function until(page, what, holds) {
  for (const start = performance.now(); performance.now() - start < 60000; ) {
    if (await page.evaluate(holds).catch(() => false)) return;
    await new Promise((done) => setTimeout(done, 50));
  }
  expect(false, what);
}

// ---- idle connections beside navigations
const idle = [];
for (let at = 0; at < IDLE; at += 1) {
  const socket = net.connect(port, '127.0.0.1');
  socket.on('error', () => {}).resume();
  // Every other one has asked once and stays, as browsers do.
  if (at % 2) socket.write(`GET / HTTP/1.1\r\nHost: localhost:${port}\r\n\r\n`);
  idle.push(socket);
}
const tab = await browser.newPage();
let slow = NAVIGATIONS;
for (let round = 0; slow && round < ROUNDS; round += 1) {
  const times = [];
  while (times.length < NAVIGATIONS && times.filter((time) => time > SLOW).length < ENOUGH) {
    times.push(await timed(tab, address(pages[times.length % pages.length])));
  }
  slow = times.filter((time) => time > SLOW).length;
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share) => sorted[Math.floor((sorted.length - 1) * share)].toFixed();
  console.log(
    `${slow} of ${times.length} navigations beside ${IDLE} idle connections took over ${SLOW} ms; ` +
      `median ${at(0.5)} ms, 99 % within ${at(0.99)} ms, longest ${at(1)} ms`,
  );
}
expect(slow === 0, 'navigations are slow');
for (const socket of idle) socket.destroy();

// ---- many open tabs beside one that reads on
const article = path.join(project, 'content', fs.readdirSync(path.join(project, 'content')).find((name) => name.endsWith('.md')));
const tabs = [];
for (let at = 0; at < 12; at += 1) {
  const page = await browser.newPage();
  page.on('pageerror', (error) => expect(false, 'a script fails', error.message));
  expect((await timed(page, address(pages[at % pages.length]))) < Infinity, 'a further tab gets no answer');
  tabs.push(page);
}
const reading = [];
for (let at = 0; at < 20; at += 1) reading.push(await timed(tab, address(pages[at % pages.length])));
expect(reading.every((time) => time <= SLOW), 'navigations beside twelve tabs are slow', reading);

// ---- an edit reloads them all, and the place is kept
const long = pages.find((name) => name.startsWith('articles'));
const scrolled = await browser.newPage();
await scrolled.goto(`${address(long)}#%`, { waitUntil: 'load' });
await scrolled.evaluate(() => scrollTo(0, 700));
const place = await scrolled.evaluate(() => scrollY);
expect(place > 0, 'the page is too short to scroll');
for (const page of [...tabs, scrolled]) await page.evaluate(() => { window.before = true; });
await scrolled.bringToFront();
const saved = performance.now();
fs.appendFileSync(article, '\n这一段是后来补写的。\n');
await until(scrolled, 'the page in front is not reloaded', () => !window.before && document.readyState === 'complete');
console.log(`${(performance.now() - saved).toFixed()} ms from saving an article to the page reloaded`);
for (const page of [...tabs, scrolled]) {
  await page.bringToFront();
  await until(page, 'a tab is not reloaded', () => !window.before && document.readyState === 'complete');
}
await until(scrolled, 'the place is kept', `Math.abs(scrollY - ${place}) < 2`);

// ---- a build that comes to nothing
const settings = path.join(project, 'config.yaml');
const kept = fs.readFileSync(settings);
fs.writeFileSync(settings, 'site: [\n');
await until(scrolled, 'the page says why nothing was built', () =>
  document.querySelector('aside[role=alert]')?.innerText.includes('config.yaml'));
expect((await timed(tab, address(long))) < SLOW, 'the last edition is still there');
fs.writeFileSync(settings, kept);
await until(scrolled, 'the page says so no more', () => !document.querySelector('aside[role=alert]'));

// ---- addresses
for (const odd of ['regions', 'nothing/here.html', '%', '%zz', '%e5', '..%2f..%2fetc/passwd', 'index.html?%#%', 'search.html#%']) {
  const failures = [];
  const page = await browser.newPage();
  page.on('pageerror', (error) => failures.push(error.message));
  page.on('requestfailed', (request) => failures.push(request.url()));
  const arrived = await page.goto(url + odd, { waitUntil: 'load' });
  const styled = await page.evaluate(() => document.styleSheets.length > 0 && !!document.querySelector('main'));
  expect([200, 404].includes(arrived.status()) && styled && !failures.length, `${odd}: a whole page`, [arrived.status(), failures]);
  await page.close();
}

// ---- what is published knows nothing of all this
const marked = pages.filter((name) => fs.readFileSync(path.join(project, 'output', name), 'utf8').includes('/.fangzhi/'));
expect(marked.length === 0, 'the script is written to the report', marked);

server.kill('SIGINT');
const stop = await Promise.race([ended, new Promise((done) => setTimeout(() => done('late'), 2000))]);
expect(['SIGINT', 0, 130].includes(stop), 'an interrupt ends it', stop);
fs.rmSync(project, { recursive: true });
await finish();
