// Search over file://: exact against a scan of everything that is indexed, few bytes, keyboard,
// numbers in any spelling, a useful empty result.
import fs from 'node:fs';
import path from 'node:path';
import { expect, finish, open, root } from './page.lib.mjs';

const page = await open('search.html');
let bytes = 0;
page.on('response', (response) => {
  const file = decodeURIComponent(new URL(response.url()).pathname);
  if (file.includes('/search/')) bytes += fs.statSync(file).size;
});

/** Types a query and waits until its results stand. */
async function ask(query) {
  bytes = 0;
  await page.evaluate((text) => {
    const input = document.getElementById('q');
    input.value = text;
    document.getElementById('search-status').textContent = '…';
    input.form.requestSubmit();
  }, query);
  await page.waitForFunction(() => document.getElementById('search-status').textContent !== '…', { timeout: 20000 });
  await new Promise((done) => setTimeout(done, 120));
  return page.evaluate(() => ({
    status: document.getElementById('search-status').textContent,
    titles: [...document.querySelectorAll('[data-search-result] a')].map((a) => a.textContent),
    links: [...document.querySelectorAll('[data-search-result] a')].map((a) => a.href),
  }));
}
const count = (status) => Number(/\d+/.exec(status)?.[0] ?? 0);

// ---- everything that is indexed, for the scan
const entries = [];
const normal = (text) => text.replace(/(\d),(?=\d{3}(?!\d))/g, '$1').normalize('NFKC').toLowerCase().replace(/[^\S\n]/g, '');
for (let n = 0; fs.existsSync(path.join(root, `search/t${n}.js`)); n += 1) {
  const text = fs.readFileSync(path.join(root, `search/t${n}.js`), 'utf8');
  for (const [title, , , body] of JSON.parse(text.slice(text.indexOf('['), text.lastIndexOf(')')))) {
    const words = typeof body === 'string' ? body : body.filter((_, i) => i % 2).join('');
    entries.push(normal(`${title}\n${words}`));
  }
}
expect(entries.length > 0, 'nothing is indexed');

let seed = 11;
const random = (below) => {
  seed = (seed * 1103515245 + 12345) % 2147483648;
  return seed % below;
};
for (let round = 0; round < 120; round += 1) {
  const lines = entries[random(entries.length)].split('\n').filter(Boolean);
  const line = [...(lines[random(lines.length)] ?? '贫')];
  const length = 1 + random(Math.min(9, line.length));
  const start = random(line.length - length + 1);
  const query = line.slice(start, start + length).join('');
  if (/^\d+(\.\d+)?[万亿]?$/.test(query)) continue; // also finds other spellings; see below
  const wanted = entries.filter((entry) => entry.includes(query)).length;
  const found = await ask(query);
  expect(count(found.status) === wanted, `“${query}”: ${found.status}, a scan finds ${wanted}`);
  expect(bytes <= 300 * 1024, `“${query}”: ${bytes} bytes loaded`);
}

// ---- numbers in any spelling
const numbers = new Set(entries.flatMap((entry) => entry.match(/(?<![\d.])\d{5}(?![\d.万亿])/g) ?? []));
for (const number of [...numbers].slice(0, 5)) {
  const spellings = [number, `${number.slice(0, -3)},${number.slice(-3)}`];
  const short = String(Number(number) / 10000);
  if (!/e/.test(short)) spellings.push(`${short}万`);
  const found = [];
  for (const spelling of spellings) found.push(count((await ask(spelling)).status));
  expect(found.every((n) => n > 0 && n === found[0]), `${spellings}: found ${found}`);
}

// ---- state in the address, keyboard, nothing found
const some = await ask('贫困');
expect(page.url().includes('?q='), 'the query is not in the address', page.url());
if (some.titles.length) {
  await page.focus('#q');
  await page.keyboard.press('ArrowDown');
  const focused = await page.evaluate(() => document.activeElement.closest('[data-search-result]') !== null);
  expect(focused, 'the arrow key does not lead to the results');
}
const none = await ask('龘龘龘');
expect(none.titles.length === 0 && none.status.includes('龘龘龘'), 'an empty result says nothing', none.status);
await page.close();
const again = await open('search.html', { query: '?q=%E8%B4%AB%E5%9B%B0' });
await again.waitForFunction(() => /\d/.test(document.getElementById('search-status').textContent), { timeout: 20000 });
await again.close();
await finish();
