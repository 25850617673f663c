/* The search page: asks assets/search-index.js and shows what it found. */
(function () {
  'use strict';
  var form = document.querySelector('form.search'), input = document.getElementById('q'), list = document.getElementById('search-results');
  var status = document.getElementById('search-status'), facets = document.getElementById('facets'), browse = document.getElementById('browse');
  var words = form.dataset, kinds = words.kinds.split('|'), turn = 0, kind = -1, last = '', result = null, shown = 0, looked = 0;
  var FEW = [6, 4, 6, 14, 10], MOST_SHARDS = 7, FIRST = 8, MOST = 40;
  // Articles are looked into by shards, some at once; of very many only those that are shown.
  var AT_ONCE = 16, MOST_TEXTS = 1000;
  var kindOf = fz_search.kindOf, entry = fz_search.entry;

  function el(name, cls, text) { var e = document.createElement(name); if (cls) e.className = cls; if (text) e.textContent = text; return e; }
  // Where a mark stands in normalised characters; a number spelt otherwise must not be part of a longer one.
  function spots(n, mark) {
    var joined = n.chars.map(function (c) { return c.length === 1 ? c : '\u0000'; }).join(''), out = [];
    var needle = Array.from(mark.text).map(function (c) { return c.length === 1 ? c : '\u0000'; }).join('');
    for (var at = joined.indexOf(needle); at >= 0; at = joined.indexOf(needle, at + needle.length)) {
      var end = at + needle.length;
      var before = joined[at - 1] || '', after = joined.slice(end, end + 2);
      if (mark.alone && (/^\d/.test(needle) && /[\d.]/.test(before) || /\d$/.test(needle) && /^[\d万亿]|^\.\d/.test(after))) continue;
      out.push([n.from[at], n.from[end]]);
    }
    return out;
  }
  function holds(text, marks) { var n = fz_search.normal(text); return marks.some(function (m) { return spots(n, m).length; }); }
  function marked(text, marks, into, around) { // text with matches marked; cut to a window around the first
    var n = fz_search.normal(text), spans = [];
    marks.forEach(function (m) { spans = spans.concat(spots(n, m)); });
    spans.sort(function (a, b) { return a[0] - b[0] || b[1] - a[1]; });
    var start = 0, end = text.length;
    if (around && spans.length) { start = Math.max(0, spans[0][0] - around); end = Math.min(text.length, spans[0][1] + around * 2); }
    var at = start;
    if (start > 0) into.appendChild(document.createTextNode('…'));
    spans.forEach(function (s) {
      if (s[0] < at || s[1] > end) return;
      into.appendChild(document.createTextNode(text.slice(at, s[0])));
      into.appendChild(el('mark', '', text.slice(s[0], s[1])));
      at = s[1];
    });
    into.appendChild(document.createTextNode(text.slice(at, end) + (end < text.length ? '…' : '')));
  }
  function item(id, e, marks) {
    var li = el('li'), head = el('p', 'hit'), link = el('a'), body = e[4] || [], href = e[1], snippet = null;
    li.setAttribute('data-search-result', '');
    for (var i = 0; i < body.length && !snippet; i += 2) {
      if (holds(body[i + 1], marks)) { snippet = body[i + 1].trim(); href += '#s' + body[i]; }
    }
    // A match that crosses two sentences is shown from the first line that holds it.
    if (!snippet) {
      var all = body.filter(function (x, i) { return i % 2; }).join('');
      snippet = all.split('\n').filter(function (l) { return holds(l, marks); })[0] || '';
    }
    link.href = href;
    marked(e[0], marks, link);
    head.appendChild(el('span', 'badge', kinds[kindOf(id)]));
    head.appendChild(document.createTextNode(' '));
    head.appendChild(link);
    if (e[2]) { var sub = el('small'); sub.appendChild(document.createTextNode(' ')); marked(e[2], marks, sub); head.appendChild(sub); }
    li.appendChild(head);
    if (snippet) { var p = el('p', 'snippet'); marked(snippet, marks, p, 36); li.appendChild(p); }
    return li;
  }
  function order(ids) { // under "all", a few of each kind come first
    if (kind >= 0) return ids.filter(function (id) { return kindOf(id) === kind; });
    var count = [0, 0, 0, 0, 0], first = [], rest = [];
    ids.forEach(function (id) { (count[kindOf(id)]++ < FEW[kindOf(id)] ? first : rest).push(id); });
    return first.concat(rest);
  }
  function more(most) { // the next results; a few at once, then the rest of the first lot
    var ids = order(result.ids), fresh = new Set(), next = [], mine = turn;
    for (var i = shown; i < ids.length && next.length < most; i++) {
      var shard = fz_search.shardOf(ids[i]);
      if (!fz_search.has(shard)) fresh.add(shard);
      if (fresh.size > MOST_SHARDS && next.length) break;
      next.push(ids[i]);
    }
    return fz_search.settle(result, next).then(function () {
      if (mine !== turn) return;
      var there = new Set(result.ids);
      next = next.filter(function (id) { return there.has(id); });
      return Promise.all(next.map(entry)).then(function (entries) {
        if (mine !== turn) return;
        entries.forEach(function (e, i) { list.appendChild(item(next[i], e, result.marks)); });
        shown += next.length;
        tell();
      });
    });
  }
  function rest(mine) { // looks into the articles that may hold what was searched for, some at a time
    var ids = [], fresh = new Set();
    result.open.forEach(function (forms, id) {
      var shard = fz_search.shardOf(id);
      if (fz_search.has(shard) || fresh.has(shard) || fresh.size < AT_ONCE) { if (!fz_search.has(shard)) fresh.add(shard); ids.push(id); }
    });
    looked += fresh.size;
    if (!ids.length || looked > MOST_TEXTS) return;
    return fz_search.settle(result, ids).then(function () {
      if (mine !== turn) return;
      tell();
      return rest(mine);
    });
  }
  function facet(name, n, k) {
    var b = el('button', '', name + ' ' + n);
    b.type = 'button';
    b.setAttribute('aria-pressed', String(k === kind));
    b.addEventListener('click', function () { kind = k; show(); remember(); });
    return b;
  }
  function tell() { // how many there are, as far as it is known
    var count = [0, 0, 0, 0, 0], all = result.ids.length, old = document.getElementById('more');
    result.ids.forEach(function (id) { count[kindOf(id)]++; });
    var focused = [].indexOf.call(facets.children, document.activeElement);
    facets.textContent = '';
    facets.hidden = !all;
    facets.appendChild(facet(words.all, all, -1));
    count.forEach(function (n, k) { if (n) facets.appendChild(facet(kinds[k], n, k)); });
    if (focused >= 0 && facets.children[focused]) facets.children[focused].focus();
    browse.hidden = all > 0;
    list.setAttribute('aria-busy', String(result.open.size > 0));
    status.textContent = (result.open.size ? words.most : words.count).replace('{n}', String(all));
    if (!all) {
      status.textContent = words.none.replace('{q}', last) + ' ' + words.try;
      [].slice.call(browse.querySelectorAll('ul a'), 0, 5).forEach(function (a) { status.appendChild(a.cloneNode(true)); status.appendChild(document.createTextNode('　')); });
    }
    if (old) old.remove();
    if (shown && shown < (kind < 0 ? all : count[kind])) {
      var button = el('button', '', words.more);
      button.type = 'button'; button.id = 'more';
      button.addEventListener('click', function () { more(MOST); });
      list.after(button);
    }
  }
  function show() {
    var mine = ++turn;
    shown = 0; looked = 0;
    list.textContent = '';
    if (kind >= 0 && !result.ids.some(function (id) { return kindOf(id) === kind; })) kind = -1;
    tell();
    if (!result.ids.length) return Promise.resolve();
    return more(FIRST).then(function () { if (mine === turn) return more(MOST - FIRST); })
      .then(function () { if (mine === turn) return rest(mine); });
  }
  function remember() {
    var url = location.pathname + (last ? '?q=' + encodeURIComponent(last) + (kind >= 0 ? '&kind=' + kind : '') : '');
    try { history.replaceState(null, '', url); } catch (e) { /* some browsers refuse on file: */ }
  }
  function run() {
    var query = input.value.trim(), mine = ++turn;
    last = query;
    if (!query) { list.textContent = ''; status.textContent = ''; facets.hidden = true; browse.hidden = false; remember(); return; }
    fz_search.find(query).then(function (found) {
      if (mine !== turn) return;
      result = found;
      remember();
      return show();
    }).catch(function (e) { if (mine === turn) status.textContent = String(e.message); });
  }
  var timer;
  input.addEventListener('input', function () { clearTimeout(timer); timer = setTimeout(run, 60); });
  form.addEventListener('submit', function (event) { event.preventDefault(); clearTimeout(timer); run(); });
  document.addEventListener('keydown', function (event) {
    if (event.key === '/' && event.target !== input && !event.ctrlKey && !event.metaKey) { event.preventDefault(); input.focus(); return; }
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    var links = [].slice.call(list.querySelectorAll('.hit a')), at = links.indexOf(document.activeElement);
    if (event.target !== input && at < 0) return;
    var to = at + (event.key === 'ArrowDown' ? 1 : -1);
    event.preventDefault();
    (links[to] || (to < 0 ? input : links[at])).focus();
  });
  if (location.hash === '#q') input.focus();
  var asked = new URLSearchParams(location.search);
  if (asked.get('q')) { input.value = asked.get('q'); kind = asked.has('kind') ? +asked.get('kind') : -1; run(); }
}());
