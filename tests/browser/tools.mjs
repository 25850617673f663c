// What scripts add to pages: tables sorted and filtered, a table as CSV, a figure copied with its source, the switcher.
import fs from 'node:fs';
import path from 'node:path';
import { expect, finish, open, pages, root } from './page.lib.mjs';

const all = pages();
const text = (name) => fs.readFileSync(path.join(root, name), 'utf8');

// ---- a made-up table: numbers by exact value, periods by their end, what is equal as it stood
{
  const page = await open('index.html');
  const rows = [['甲', '1.3万人', '2019年'], ['乙', '9,800人', '2019年6月'], ['丙', '2亿人', '时间未注明'], ['丁', '三万余人', '2016—2018年'], ['戊', '13000人', '截至2019年底'], ['己', '多人', '2020年']];
  const order = await page.evaluate((rows) => {
    const markup = rows.map((r) => `<tr><td>${r[0]}<td${r[0] === '丁' ? ' data-value="30000"' : ''}>${r[1]}<td>${r[2]}`).join('');
    document.querySelector('main').innerHTML = `<div class="wide"><table><thead><tr><th>地区<th>数值<th>期别</thead><tbody>${markup}</table></div>`;
    document.dispatchEvent(new Event('DOMContentLoaded'));
    const names = () => [...document.querySelectorAll('main tbody tr')].map((r) => r.cells[0].textContent).join('');
    const click = (i) => { const b = document.querySelectorAll('main th button')[i]; b.focus(); b.click(); return names(); };
    const out = [click(1), click(1), click(2), click(2)];
    out.push(document.querySelectorAll('main th')[2].getAttribute('aria-sort'), String(document.querySelectorAll('main th')[1].getAttribute('aria-sort')));
    return out;
  }, rows);
  expect(order[0] === '乙戊甲丁丙己' || order[0] === '乙甲戊丁丙己', 'numbers go by their value', order[0]);
  expect(order[1] === '丙丁甲戊乙己' || order[1] === '丙丁戊甲乙己', 'and back; what has none stays last', order[1]);
  expect(order[2].startsWith('丁乙') && order[2].endsWith('己丙'), 'periods go by their end', order[2]);
  expect(order[3].startsWith('己') && order[3].endsWith('乙丁丙'), 'undated comes last either way', order[3]);
  expect(order[4] === 'descending' && order[5] === 'null', 'aria-sort tells the column and the way', order.slice(4));
  await page.close();
}

// ---- a long table of a region: filtered, sorted within its groups, saved
const long = all.find((name) => /^regions\/\d{6}\.html$/.test(name) && (text(name).match(/<tr id="f-/g) ?? []).length >= 20);
expect(long, 'no region has a long table');
if (long) {
  const page = await open(long);
  const before = await page.$$eval('.figures tr[id]', (rows) => rows.length);
  await page.focus('.tools input');
  const word = await page.$eval('.figures tr[id] td', (cell) => cell.textContent.trim().slice(0, 3));
  await page.keyboard.type(word);
  const shown = await page.$$eval('.figures tr[id]', (rows) => rows.filter((r) => r.getClientRects().length).map((r) => r.textContent));
  expect(shown.length > 0 && shown.length < before && shown.every((row) => row.toLowerCase().includes(word.toLowerCase())), `${long}: filter by ${word}`, shown.length);
  await page.$eval('.tools input', (input) => { input.value = ''; input.dispatchEvent(new Event('input')); });
  expect((await page.$$eval('.figures tr[id]', (rows) => rows.filter((r) => r.getClientRects().length).length)) === before, `${long}: all rows are back`);
  const bare = await page.evaluate(() => {
    document.querySelector('.figures th button').click();
    return [...document.querySelectorAll('.figures tbody')].filter((body) => body.querySelector('a[href*="indicators/"]')).flatMap((body) => [...body.querySelectorAll('tr[id]')].filter((row) => !row.cells[0].querySelector('a'))).length;
  });
  expect(bare === 0, `${long}: every sorted row names its indicator`, bare);
  const saved = await page.evaluate(async () => {
    let blob;
    const make = URL.createObjectURL;
    URL.createObjectURL = (made) => { blob = made; return make.call(URL, made); };
    HTMLAnchorElement.prototype.click = () => {};
    const table = document.querySelector('.figures');
    table.parentElement.previousElementSibling.querySelector('button').click();
    const said = new TextDecoder('utf-8', { ignoreBOM: true }).decode(await blob.arrayBuffer());
    return { said, rows: table.rows.length };
  });
  const lines = saved.said.trim().split('\r\n');
  expect(saved.said.startsWith('\ufeff') && lines.length === saved.rows, `${long}: the file has every row`, lines.length);
  expect(!/[↕↑↓]/.test(saved.said), `${long}: signs of sorting stay out of the file`);
  await page.close();
}

// ---- a figure with its citation
const carded = all.find((name) => text(name).includes('class="card"'));
if (carded) {
  const page = await open(carded);
  const said = await page.evaluate(async () => {
    let copied = '';
    Object.defineProperty(navigator, 'clipboard', { value: { writeText: async (words) => { copied = words; } }, configurable: true });
    const card = document.querySelector('.card');
    card.querySelector('details').open = true;
    card.querySelector('.note button').click();
    const quiet = (words) => words.replace(/\s/g, '');
    return { copied, id: card.id, value: quiet(card.querySelector('.figure').textContent), source: card.querySelector('.src a').textContent };
  });
  for (const part of [said.value, said.source, `#${said.id}`]) expect(said.copied.includes(part), `${carded}: ${part} is copied`, said.copied);
  expect(!/\{|\}/.test(said.copied), `${carded}: no gap is left`, said.copied);
  await page.close();
}

// ---- the switcher: nothing is loaded before it is asked; by name, pinyin, initials, code; by keyboard alone
{
  const region = all.find((name) => /^regions\/\d{6}\.html$/.test(name));
  const [, places] = text('search/places.js').match(/^fz_places=([^]*);\s*$/);
  const place = JSON.parse(places).find((p) => region.includes(p[0]));
  const page = await open('methodology.html');
  expect(!(await page.evaluate(() => 'fz_places' in window)), 'names of regions are loaded only when needed');
  for (const query of [place[1], place[0], ...place[2].split(' ').filter((key) => key.length > 3)]) {
    await page.$eval('.jump input', (input) => { input.value = ''; });
    await page.focus('.jump input');
    await page.waitForFunction('window.fz_places');
    await page.type('.jump input', query);
    const hits = await page.$$eval('#places li', (items) => items.map((item) => item.textContent));
    expect(hits.some((hit) => hit.startsWith(place[1])), `${query} finds ${place[1]}`, hits);
  }
  await page.$eval('.jump input', (input) => { input.value = ''; });
  await page.type('.jump input', '没有这个地方');
  expect((await page.$$('#places li')).length === 0, 'nothing is found for no place');
  await page.$eval('.jump input', (input) => { input.value = ''; });
  await page.type('.jump input', place[0]);
  await page.keyboard.press('ArrowDown');
  expect(await page.$eval('.jump input', (input) => document.getElementById(input.getAttribute('aria-activedescendant'))?.getAttribute('aria-selected') === 'true'), 'the chosen region is told');
  await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
  expect(page.url().endsWith(`/regions/${place[0]}.html`), 'Enter opens it', page.url());
  await Promise.all([page.waitForNavigation(), page.keyboard.press('/')]);
  expect(/\/search\.html/.test(page.url()) && (await page.evaluate(() => document.activeElement.id === 'q')), '/ leads to the search', page.url());
  await page.close();
}
await finish();
