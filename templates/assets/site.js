/* Small comforts; every page works without them. What they say is in fz_words. */
(function () {
  'use strict';
  var doc = document, words = fz_words, LONG = 20;
  var root = doc.currentScript.src.replace(/assets\/site\.js[^\/]*$/, '');

  function el(name, cls, text) { var e = doc.createElement(name); if (cls) e.className = cls; if (text) e.textContent = text; return e; }
  function each(list, act) { [].forEach.call(list, act); }
  function action(text, act) {
    var b = el('button', '', text);
    b.type = 'button';
    b.addEventListener('click', act);
    return b;
  }

  // A link to a figure opens what holds it.
  function reveal() {
    var id = location.hash.slice(1).split(':~:')[0];
    try { id = decodeURIComponent(id); } catch (_) { /* An address that spells no word is taken as it is. */ }
    var target = id && doc.getElementById(id);
    // Only sentences that something cites have an identity: others are found by the one before.
    if (!target && /^s\d+$/.test(id)) {
      for (var n = +id.slice(1); n-- && !target; ) target = doc.getElementById('s' + n);
      if (target) target.scrollIntoView();
    }
    if (!target) return;
    var shut = false;
    for (var at = target; at; at = at.parentElement) if (at.tagName === 'DETAILS' && !at.open) at.open = shut = true;
    var proof = target.classList.contains('card') && target.querySelector('details.evidence');
    if (proof) proof.open = true;
    if (shut) target.scrollIntoView();
  }

  // ---- Tables: sorted by any column, filtered when long, saved as CSV.
  var ZEROS = { 十: 1, 百: 2, 千: 3, 万: 4, 亿: 8 };
  var WHEN = /^\D{0,3}\d{4}(年|$|[—–]\d)|^(\D{0,9} )?(\d+ )?([A-Z][a-z]{2} )?\d{4}$/;
  var MONTHS = 'JanFebMarAprMayJunJulAugSepOctNovDec';
  // The exact value of a number as printed: data-value where the words do not tell it.
  function number(cell) {
    if (cell.hasAttribute('data-value')) return +cell.getAttribute('data-value');
    var m = /(\d[\d,]*(?:\.\d+)?)([十百千万亿]*)/.exec(cell.textContent);
    if (!m) return NaN;
    var zeros = Array.from(m[2]).reduce(function (sum, c) { return sum + ZEROS[c]; }, 0);
    return +(m[1].replace(/,/g, '') + 'e' + zeros);
  }
  // The end of a period; a year ends after its months.
  function time(cell) {
    var text = cell.textContent, last = function (form) { var all = text.match(form); return all ? parseInt(all[all.length - 1], 10) : 0; };
    var name = text.match(/[A-Z][a-z]{2}(?= \d{4}$)/), month = last(/\d+(?=月)/g) || (name ? MONTHS.indexOf(name[0]) / 3 + 1 : 0);
    var year = last(/\d{4}/g);
    return year ? year * 10000 + (month || 13) * 100 + (last(/\d+(?=日)/g) || 40) : NaN;
  }
  function keyOf(rows, column) {
    var cells = rows.map(function (r) { return r.cells[column]; }).filter(function (c) { return c && c.textContent.trim(); });
    var most = function (is) { return cells.filter(is).length * 2 > cells.length; };
    if (most(function (c) { return WHEN.test(c.textContent.trim()); })) return time;
    if (most(function (c) { return c.hasAttribute('data-value') || /^\D{0,4}\d/.test(c.textContent.trim()) && !/\d{4}-\d\d/.test(c.textContent); })) return number;
    return function (c) { return c.textContent.trim(); };
  }
  function rowsOf(body) { return [].filter.call(body.rows, function (r) { return !r.querySelector('th'); }); }
  // A row that leaves out what the row above names is told it, before rows change places.
  function complete(table) {
    if (table.fzWhole || !table.matches('.figures:not(.ranked, .apart)')) return;
    table.fzWhole = true;
    var column = table.matches('.of-regions') ? 1 : 0;
    each(table.tBodies, function (body) {
      var above = null;
      rowsOf(body).forEach(function (row) {
        var cell = row.cells[column], own = cell.querySelector('a');
        if (own) above = own; else if (above) cell.prepend(above.cloneNode(true), ' ');
      });
    });
  }
  function sort(table, heads, column) {
    complete(table);
    var up = heads[column].getAttribute('aria-sort') !== 'ascending', all = [];
    each(heads, function (h) { h.removeAttribute('aria-sort'); });
    heads[column].setAttribute('aria-sort', up ? 'ascending' : 'descending');
    each(table.tBodies, function (body) { all = all.concat(rowsOf(body)); });
    var key = keyOf(all, column);
    each(table.tBodies, function (body) {
      rowsOf(body).map(function (row, i) { return [key(row.cells[column]), i, row]; }).sort(function (a, b) {
        var x = a[0], y = b[0];
        if (typeof x === 'string') return (up ? 1 : -1) * x.localeCompare(y, doc.documentElement.lang) || a[1] - b[1];
        // What has no value comes last, whichever way.
        if (isNaN(x) || isNaN(y)) return isNaN(x) - isNaN(y) || a[1] - b[1];
        return (up ? x - y : y - x) || a[1] - b[1];
      }).forEach(function (item) { body.appendChild(item[2]); });
    });
  }
  function csv(table) {
    complete(table);
    var lines = [].map.call(table.rows, function (row) {
      return [].map.call(row.cells, function (cell) {
        var text = cell.textContent.trim().replace(/\s+/g, ' ').replace(/ [↕↑↓]$/, '');
        if (/^[=+@\-]/.test(text)) text = "'" + text;
        return /[",\n]/.test(text) ? '"' + text.replace(/"/g, '""') + '"' : text;
      }).join(',');
    });
    var link = el('a');
    link.href = URL.createObjectURL(new Blob(['\ufeff' + lines.join('\r\n') + '\r\n'], { type: 'text/csv' }));
    link.download = doc.title.replace(/[\\\/:*?"<>|·\s]+/g, '-') + '.csv';
    link.click();
    setTimeout(function () { URL.revokeObjectURL(link.href); }, 1000);
  }
  function tool(table) {
    var heads = table.tHead && table.tHead.rows[0].cells, rows = [];
    each(table.tBodies, function (body) { rows = rows.concat(rowsOf(body)); });
    if (!heads || rows.length < 3) return;
    each(heads, function (cell, column) {
      var button = action('', function () { sort(table, heads, column); });
      while (cell.firstChild) button.appendChild(cell.firstChild);
      cell.appendChild(button);
    });
    var bar = el('p', 'tools');
    if (rows.length >= LONG) {
      var input = el('input'), status = el('span');
      input.type = 'search';
      input.placeholder = words.filter;
      input.setAttribute('aria-label', words.filter);
      status.setAttribute('role', 'status');
      input.addEventListener('input', function () {
        complete(table);
        var terms = input.value.toLowerCase().split(/\s+/).filter(Boolean), shown = 0;
        rows.forEach(function (row) {
          var text = row.textContent.toLowerCase();
          row.hidden = !terms.every(function (t) { return text.indexOf(t) >= 0; });
          shown += row.hidden ? 0 : 1;
        });
        each(table.querySelectorAll('th[scope=rowgroup]'), function (th) {
          th.parentElement.hidden = rowsOf(th.closest('tbody')).every(function (r) { return r.hidden; });
        });
        status.textContent = terms.length ? shown + ' / ' + rows.length : '';
      });
      bar.append(input, status);
    }
    bar.append(action(words.csv, function () { csv(table); }));
    table.parentElement.before(bar);
  }

  // ---- A figure with its citation, for the clipboard.
  function copy(text, button) {
    var done = function () { button.textContent = words.copied; setTimeout(function () { button.textContent = words.cite; }, 2000); };
    var area = el('textarea');
    var byHand = function () { // where the browser keeps the clipboard to itself
      area.value = text;
      button.after(area);
      area.select();
      if (doc.execCommand('copy')) done();
      area.remove();
    };
    if (navigator.clipboard) navigator.clipboard.writeText(text).then(done, byHand); else byHand();
  }
  function citable(card) {
    var note = card.querySelector('.evidence > .note:last-child'), said = function (part) {
      var found = card.querySelector(part);
      return found ? found.textContent.trim().replace(/\s+/g, ' ') : '';
    };
    if (!note) return;
    note.append(action(words.cite, function (event) {
      var place = (doc.querySelector('h1') || {}).textContent.trim(), url = location.href.split('#')[0] + '#' + card.id;
      var text = words.cited.replace('{place}', place).replace('{name}', said('h3')).replace('{value}', said('.figure').replace(/ /g, ''));
      copy(text.replace('{when}', said('.when')).replace('{source}', said('.src')).replace('{url}', url), event.target);
    }));
  }

  // ---- Regions by name, pinyin or code: search/places.js comes when it is first needed.
  function switcher(bar) {
    var box = el('div', 'jump'), input = el('input'), list = el('ul'), at = -1, asked = false;
    input.type = 'search';
    input.placeholder = words.jump;
    list.id = 'places';
    list.hidden = true;
    list.setAttribute('role', 'listbox');
    list.setAttribute('aria-label', words.jump);
    [['role', 'combobox'], ['aria-label', words.jump], ['aria-controls', 'places'], ['aria-expanded', 'false'], ['aria-autocomplete', 'list'], ['autocomplete', 'off']].forEach(function (a) { input.setAttribute(a[0], a[1]); });
    box.append(input, list);
    bar.insertBefore(box, bar.querySelector('nav'));
    function choose(to) {
      var all = list.children;
      if (all[at]) all[at].setAttribute('aria-selected', 'false');
      at = all.length ? (to + all.length) % all.length : -1;
      if (at < 0) return input.removeAttribute('aria-activedescendant');
      all[at].setAttribute('aria-selected', 'true');
      all[at].scrollIntoView({ block: 'nearest' });
      input.setAttribute('aria-activedescendant', all[at].id);
    }
    function show() {
      var q = input.value.trim().toLowerCase().replace(/\s+/g, ''), hits = [];
      list.textContent = '';
      at = -1;
      input.removeAttribute('aria-activedescendant');
      if (q && window.fz_places) fz_places.forEach(function (p, i) {
        // Those that begin with what is typed go first.
        var rank = [p[1], p[0]].concat(p[2].split(' ')).reduce(function (best, key) { var x = key.indexOf(q); return x < 0 ? best : Math.min(best, x); }, 99);
        if (rank < 99) hits.push([rank, i, p]);
      });
      hits.sort(function (a, b) { return a[0] - b[0] || a[1] - b[1]; }).slice(0, 9).forEach(function (hit, i) {
        var p = hit[2], li = el('li'), a = el('a', '', p[1]);
        a.href = root + 'regions/' + p[0] + '.html';
        a.tabIndex = -1;
        li.id = 'place-' + i;
        li.setAttribute('role', 'option');
        li.append(a, el('small', '', ' ' + p[3]));
        list.append(li);
      });
      list.hidden = !hits.length;
      input.setAttribute('aria-expanded', String(!list.hidden));
    }
    function ask() {
      if (asked) return;
      asked = true;
      var script = el('script');
      script.src = root + 'search/places.js';
      script.onload = show;
      doc.head.append(script);
    }
    input.addEventListener('focus', ask);
    input.addEventListener('input', show);
    input.addEventListener('keydown', function (event) {
      var key = event.key;
      if (key === 'ArrowDown' || key === 'ArrowUp') { event.preventDefault(); choose(key === 'ArrowDown' ? at + 1 : at < 0 ? -1 : at - 1); }
      if (key === 'Escape') { input.value = ''; show(); }
      var hit = key === 'Enter' && list.children[Math.max(at, 0)];
      if (hit) { event.preventDefault(); location.href = hit.firstChild.href; }
    });
    box.addEventListener('focusout', function (event) { if (!box.contains(event.relatedTarget)) { list.hidden = true; input.setAttribute('aria-expanded', 'false'); } });
    list.addEventListener('mousedown', function (event) { event.preventDefault(); });
  }

  doc.addEventListener('keydown', function (event) { // the search page has its own
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || doc.getElementById('q')) return;
    if (event.target.closest('input, textarea, select')) return;
    event.preventDefault();
    location.href = root + 'search.html#q';
  });
  doc.addEventListener('DOMContentLoaded', function () {
    reveal();
    each(doc.querySelectorAll('.wide > table'), tool);
    each(doc.querySelectorAll('.card'), citable);
    var bar = doc.querySelector('header.top');
    if (bar && bar.querySelector('nav')) switcher(bar);
    // Before printing, everything is open.
    window.addEventListener('beforeprint', function () {
      each(doc.querySelectorAll('details:not([open])'), function (d) {
        d.open = true;
        d.setAttribute('data-print', '');
      });
    });
    window.addEventListener('afterprint', function () {
      each(doc.querySelectorAll('details[data-print]'), function (d) {
        d.open = false;
        d.removeAttribute('data-print');
      });
    });
  });
  window.addEventListener('hashchange', reveal);
})();
