// Every page type: valid names, no overflow on a phone, no accessibility violation in light or
// dark, legible charts; every link of every page leads somewhere.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { axeSource, expect, finish, open, pages, root } from './page.lib.mjs';

const all = pages();

// ---- links and ids, read from the files
const ids = new Map();
const idsOf = (name) => {
  if (!ids.has(name)) {
    const text = fs.readFileSync(path.join(root, name), 'utf8');
    ids.set(name, [...text.matchAll(/ id="([^"]+)"/g)].map((match) => match[1]));
  }
  return ids.get(name);
};
const reached = new Set(['index.html', '404.html']);
const titles = new Map();
for (const name of all) {
  const text = fs.readFileSync(path.join(root, name), 'utf8');
  const own = idsOf(name);
  expect(new Set(own).size === own.length, `${name}: an id occurs twice`);
  expect(!/ style="| on[a-z]+="/.test(text), `${name}: inline style or handler`);
  const title = text.match(/<title>([^<]*)<\/title>/)?.[1];
  expect(title && !titles.has(title), `${name}: title "${title}" is also that of ${titles.get(title)}`);
  titles.set(title, name);
  const size = Buffer.byteLength(text) / 1024;
  expect(size <= 250, `${name}: ${size.toFixed()} KiB`);
  for (const [, href] of text.matchAll(/ (?:href|src)="([^"]*)"/g)) {
    const link = href.replaceAll('&amp;', '&');
    if (/^(https?|data|mailto):/.test(link)) continue;
    const url = new URL(link, pathToFileURL(path.join(root, name)));
    const target = path.relative(root, fileURLToPath(url.href.split('#')[0].split('?')[0])).split(path.sep).join('/');
    const exists = fs.existsSync(path.join(root, target)) && fs.statSync(path.join(root, target)).isFile();
    expect(exists, `${name}: ${link} leads nowhere`);
    if (target !== name) reached.add(target);
    const id = decodeURIComponent(url.hash.slice(1).split(':~:')[0]);
    if (exists && id && target.endsWith('.html')) expect(idsOf(target).includes(id), `${name}: ${link} has no such place`);
  }
}
for (const name of all) expect(reached.has(name), `${name}: no page leads to it`);

// ---- in the browser: up to three pages of each folder
const perFolder = new Map();
const sample = all.filter((name) => {
  const folder = path.dirname(name);
  perFolder.set(folder, (perFolder.get(folder) ?? 0) + 1);
  return folder === '.' || perFolder.get(folder) <= 3;
});
for (const name of sample) {
  const page = await open(name);
  const shape = await page.evaluate(() => ({
    headings: document.querySelectorAll('h1').length,
    mains: document.querySelectorAll('main').length,
    lang: document.documentElement.lang,
    description: document.querySelector('meta[name=description]')?.content ?? '',
    text: document.body.innerText.replace(/\s/g, '').length,
  }));
  expect(shape.headings === 1 && shape.mains === 1, `${name}: one heading, one main`);
  expect(/^(zh-Hans|en)$/.test(shape.lang), `${name}: language`, shape.lang);
  expect(shape.description.length >= 10, `${name}: description`, shape.description);
  await page.evaluate(axeSource);
  for (const scheme of ['light', 'dark']) {
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
    const found = await page.evaluate(async () => {
      const result = await window.axe.run(document, { resultTypes: ['violations'], preload: false });
      return result.violations.map((v) => `${v.impact} ${v.id}: ${v.nodes[0].html.slice(0, 120)}`);
    });
    expect(found.length === 0, `${name}: accessibility (${scheme})`, found);
  }
  await page.setViewport({ width: 360, height: 780 });
  const phone = await page.evaluate(() => {
    const small = [...document.querySelectorAll('svg text')].filter((text) => {
      const matrix = text.getClientRects().length && text.getScreenCTM();
      return matrix && parseFloat(getComputedStyle(text).fontSize) * Math.hypot(matrix.b, matrix.d) < 11.95;
    });
    return { wide: document.documentElement.scrollWidth - innerWidth, small: small.length };
  });
  expect(phone.wide <= 0, `${name}: ${phone.wide} px too wide for a phone`);
  expect(phone.small === 0, `${name}: ${phone.small} labels of charts below 12 px`);
  await page.close();
  const plain = await open(name, { scripts: false });
  const length = await plain.evaluate(() => document.body.innerText.replace(/\s/g, '').length).catch(() => shape.text);
  expect(length >= shape.text * 0.9, `${name}: unreadable without scripts`, `${length} of ${shape.text}`);
  await plain.close();
}

// ---- a link to a figure opens its evidence; printing shows it
const region = all.find((name) => /^regions\/\d{6}\.html$/.test(name) && fs.readFileSync(path.join(root, name), 'utf8').includes('class="card"'));
expect(region, 'no region has a card');
if (region) {
  const id = fs.readFileSync(path.join(root, region), 'utf8').match(/class="card" id="([^"]+)"/)[1];
  const page = await open(region, { query: `#${id}` });
  expect(await page.$eval(`#${id} details`, (d) => d.open), `${region}#${id}: evidence stays closed`);
  await page.close();
}
await finish();
