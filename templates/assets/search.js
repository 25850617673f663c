/* Search over the index in search/: exact, and from file:// as well. */
var fz_index, fz_p, fz_t;
(function () {
  'use strict';
  var DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  var CODE = {}, waiting = {}, shards = {};
  for (var i = 0; i < 64; i++) CODE[DIGITS[i]] = i;

  // ---- shards: each script calls back with its number and content
  fz_p = function (n, content) { shards['p' + n] = content; };
  fz_t = function (n, content) { shards['t' + n] = content; };
  function load(name) {
    if (shards[name]) return Promise.resolve(shards[name]);
    return waiting[name] || (waiting[name] = new Promise(function (done, fail) {
      var script = document.createElement('script');
      script.src = 'search/' + name + '.js';
      script.onload = function () { done(shards[name] || {}); };
      script.onerror = function () { delete waiting[name]; fail(new Error(name)); };
      document.head.appendChild(script);
    }));
  }
  function place(list, value) { // index of the last item not above value, or -1
    var low = 0, high = list.length;
    while (low < high) { var mid = (low + high) >> 1; if (list[mid] <= value) low = mid + 1; else high = mid; }
    return low - 1;
  }
  function gram(key) {
    var n = place(fz_index.grams, key);
    if (n < 0) return Promise.resolve('');
    return load('p' + n).then(function (shard) { return shard[key] || ''; });
  }
  function entryShard(id) { return place(fz_index.entries, id); }
  function entry(id) {
    var n = entryShard(id);
    return load('t' + n).then(function (shard) { return shard[id - fz_index.entries[n]]; });
  }
  function kindOf(id) { return place(fz_index.kinds, id); }

  // ---- one spelling for texts and queries; src/site/search/normal.rs does exactly the same
  function isDigit(c) { return c >= '0' && c <= '9' && c.length === 1; }
  function normal(text) { // returns characters and, for each, its place in the text
    var chars = [], from = [], at = 0, all = Array.from(text);
    for (var i = 0; i < all.length; i++) {
      var c = all[i], put = c;
      if (c === ',' && i && isDigit(all[i - 1]) && [1, 2, 3].every(function (n) { return isDigit(all[i + n] || ''); }) && !isDigit(all[i + 4] || '')) put = '';
      else if (c !== '\n') put = Array.from(c.normalize('NFKC').toLowerCase()).filter(function (x) { return !/\s/.test(x); }).join('');
      Array.from(put).forEach(function (x) { chars.push(x); from.push(at); });
      at += c.length;
    }
    from.push(at);
    return { chars: chars, from: from };
  }

  // ---- numbers: 13267 = 13,267 = 1.3267万
  function shift(digits, by) { // moves the decimal point, exactly
    var parts = digits.split('.'), whole = parts[0], rest = parts[1] || '';
    if (by > 0) { rest = (rest + '00000000').slice(0, Math.max(rest.length, by)); whole += rest.slice(0, by); rest = rest.slice(by); }
    if (by < 0) { whole = '00000000' + whole; rest = whole.slice(by) + rest; whole = whole.slice(0, by); }
    whole = whole.replace(/^0+(?=\d)/, ''); rest = rest.replace(/0+$/, '');
    return rest ? whole + '.' + rest : whole;
  }
  function spellings(term) {
    var m = /^(\d+(?:\.\d+)?)([万亿]?)$/.exec(term), out = [term];
    if (!m) return out;
    var plain = shift(m[1], m[2] === '万' ? 4 : m[2] === '亿' ? 8 : 0);
    [plain].concat([[4, '万'], [8, '亿']].map(function (u) {
      return plain.split('.')[0].length > u[0] ? shift(plain, -u[0]) + u[1] : plain;
    })).forEach(function (s) { if (out.indexOf(s) < 0) out.push(s); });
    return out;
  }

  // ---- postings
  function reader(list) {
    var at = 0;
    return function () {
      if (at >= list.length) return -1;
      var value = 0, unit = 1, digit;
      do { digit = CODE[list[at++]]; value += (digit & 31) * unit; unit *= 32; } while (digit > 31);
      return value;
    };
  }
  function decode(list, pairs) { // entry -> places
    var next = reader(list), out = new Map(), id = 0, step;
    while ((step = next()) >= 0) {
      id += step;
      var places = [];
      if (pairs) for (var n = next(), p = 0; n > 0; n--) places.push(p += next());
      out.set(id, places);
    }
    return out;
  }
  // Entries that hold the characters one after another, with where they first do and how often.
  function find(chars) {
    if (chars.length < 2) return gram(chars.join('')).then(function (list) {
      var out = new Map();
      decode(list, false).forEach(function (_, id) { out.set(id, [0, 1]); });
      return out;
    });
    var offsets = [];
    for (var i = 0; i + 2 <= chars.length; i += 2) offsets.push(i);
    if (chars.length % 2) offsets.push(chars.length - 2);
    var found = null, sure = false;
    return offsets.reduce(function (before, offset, step) {
      return before.then(function () {
        if (found && !found.size || sure) return;
        // After a few pairs of a long query, reading what is left is cheaper than more postings.
        if (step > 2 && offsets.length - step > 1 && found.size < 7) { sure = true; return verify(found, chars.join('')); }
        return gram(chars[offset] + chars[offset + 1]).then(function (list) {
          var here = decode(list, true), kept = new Map();
          if (!found) found = here;
          else {
            found.forEach(function (places, id) {
              var other = here.get(id);
              if (!other) return;
              var set = new Set(other);
              places = places.filter(function (p) { return set.has(p + offset); });
              if (places.length) kept.set(id, places);
            });
            found = kept;
          }
        });
      });
    }, Promise.resolve()).then(function () {
      var out = new Map();
      found.forEach(function (places, id) { out.set(id, [places[0], places.length]); });
      return out;
    });
  }
  function searched(e) { // title and body, as indexed
    return normal(e[0] + '\n' + (typeof e[3] === 'string' ? e[3] : e[3].filter(function (x, i) { return i % 2; }).join(''))).chars.join('');
  }
  function verify(found, needle) {
    return Promise.all(Array.from(found.keys()).map(function (id) {
      return entry(id).then(function (e) { if (searched(e).indexOf(needle) < 0) found.delete(id); });
    }));
  }
  function findAny(spelt) {
    return Promise.all(spelt.map(function (s) { return find(Array.from(s)); })).then(function (all) {
      var out = new Map();
      all.forEach(function (one) { one.forEach(function (v, id) { if (!out.has(id)) out.set(id, v); }); });
      return out;
    });
  }
  function search(query) {
    var terms = query.split(/\s+/).map(function (t) { return normal(t).chars.join(''); }).filter(Boolean);
    if (!terms.length) return Promise.resolve({ ids: [], terms: [] });
    var spelt = terms.map(spellings);
    return Promise.all(spelt.map(findAny)).then(function (sets) {
      sets.sort(function (a, b) { return a.size - b.size; });
      var hits = [];
      sets[0].forEach(function (v, id) {
        var first = v[0], count = v[1];
        for (var i = 1; i < sets.length; i++) {
          var w = sets[i].get(id);
          if (!w) return;
          first = Math.min(first, w[0]); count += w[1];
        }
        hits.push([kindOf(id), Math.min(first, 60), -count, id]);
      });
      hits.sort(function (a, b) { return a[0] - b[0] || a[1] - b[1] || a[2] - b[2] || a[3] - b[3]; });
      return { ids: hits.map(function (h) { return h[3]; }), terms: [].concat.apply([], spelt) };
    });
  }
  if (typeof document === 'undefined') { this.fz_search = { search: search, normal: normal, entry: entry, spellings: spellings }; return; }

  // ---- page
  var form = document.querySelector('form.search'), input = document.getElementById('q'), list = document.getElementById('search-results');
  var status = document.getElementById('search-status'), facets = document.getElementById('facets'), browse = document.getElementById('browse');
  var words = form.dataset, kinds = words.kinds.split('|'), turn = 0, kind = -1, last = '', result = null, shown = 0;
  var FEW = [6, 4, 6, 14, 10], MOST_SHARDS = 16, MOST = 40;

  function el(name, cls, text) { var e = document.createElement(name); if (cls) e.className = cls; if (text) e.textContent = text; return e; }
  function marked(text, terms, into, window_) { // text with matches marked; cut to a window around the first
    var n = normal(text), joined = n.chars.map(function (c) { return c.length === 1 ? c : '\u0000'; }).join(''), spans = [];
    terms.forEach(function (term) {
      var needle = Array.from(term).map(function (c) { return c.length === 1 ? c : '\u0000'; }).join('');
      for (var at = joined.indexOf(needle); at >= 0; at = joined.indexOf(needle, at + needle.length)) spans.push([n.from[at], n.from[at + needle.length]]);
    });
    spans.sort(function (a, b) { return a[0] - b[0] || b[1] - a[1]; });
    var start = 0, end = text.length;
    if (window_ && spans.length) { start = Math.max(0, spans[0][0] - window_); end = Math.min(text.length, spans[0][1] + window_ * 2); }
    var at = start;
    if (start > 0) into.appendChild(document.createTextNode('…'));
    spans.forEach(function (s) {
      if (s[0] < at || s[1] > end) return;
      into.appendChild(document.createTextNode(text.slice(at, s[0])));
      into.appendChild(el('mark', '', text.slice(s[0], s[1])));
      at = s[1];
    });
    into.appendChild(document.createTextNode(text.slice(at, end) + (end < text.length ? '…' : '')));
    return spans.length;
  }
  function item(id, e, terms) {
    var li = el('li'), head = el('p', 'hit'), link = el('a'), body = e[3], href = e[1], snippet = null;
    li.setAttribute('data-search-result', '');
    if (typeof body !== 'string') {
      for (var i = 0; i < body.length && !snippet; i += 2) {
        var n = normal(body[i + 1]).chars.join('');
        if (terms.some(function (t) { return n.indexOf(t) >= 0; })) { snippet = body[i + 1].trim(); href += '#s' + body[i]; }
      }
      // A match that crosses two sentences is shown from the first line that holds it.
      if (!snippet) {
        var whole = '';
        for (i = 0; i < body.length; i += 2) whole += body[i + 1];
        snippet = whole.split('\n').filter(function (l) { var n = normal(l).chars.join(''); return terms.some(function (t) { return n.indexOf(t) >= 0; }); })[0] || '';
      }
    }
    link.href = href;
    marked(e[0], terms, link);
    head.appendChild(el('span', 'badge', kinds[kindOf(id)]));
    head.appendChild(document.createTextNode(' '));
    head.appendChild(link);
    if (e[2]) { var sub = el('small'); sub.appendChild(document.createTextNode(' ')); marked(e[2], terms, sub); head.appendChild(sub); }
    li.appendChild(head);
    if (snippet) { var p = el('p', 'snippet'); marked(snippet, terms, p, 36); li.appendChild(p); }
    return li;
  }
  function order(ids) { // under "all", a few of each kind come first
    if (kind >= 0) return ids.filter(function (id) { return kindOf(id) === kind; });
    var count = [0, 0, 0, 0, 0], first = [], rest = [];
    ids.forEach(function (id) { (count[kindOf(id)]++ < FEW[kindOf(id)] ? first : rest).push(id); });
    return first.concat(rest);
  }
  function more() {
    var ids = order(result.ids), fresh = new Set(), next = [], mine = turn;
    for (var i = shown; i < ids.length && next.length < MOST; i++) {
      var shard = entryShard(ids[i]);
      if (!shards['t' + shard]) fresh.add(shard);
      if (fresh.size > MOST_SHARDS && next.length) break;
      next.push(ids[i]);
    }
    return Promise.all(next.map(entry)).then(function (entries) {
      if (mine !== turn) return;
      var old = document.getElementById('more');
      if (old) old.remove();
      entries.forEach(function (e, i) { list.appendChild(item(next[i], e, result.terms)); });
      shown += next.length;
      if (shown < ids.length) {
        var button = el('button', '', words.more);
        button.type = 'button'; button.id = 'more';
        button.addEventListener('click', more);
        list.after(button);
      }
    });
  }
  function facet(name, n, k) {
    var b = el('button', '', name + ' ' + n);
    b.type = 'button';
    b.setAttribute('aria-pressed', String(k === kind));
    b.addEventListener('click', function () { kind = k; show(); remember(); });
    return b;
  }
  function show() {
    turn++; shown = 0;
    list.textContent = ''; facets.textContent = '';
    var old = document.getElementById('more');
    if (old) old.remove();
    var count = [0, 0, 0, 0, 0];
    result.ids.forEach(function (id) { count[kindOf(id)]++; });
    if (kind >= 0 && !count[kind]) kind = -1;
    facets.hidden = !result.ids.length;
    facets.appendChild(facet(words.all, result.ids.length, -1));
    count.forEach(function (n, k) { if (n) facets.appendChild(facet(kinds[k], n, k)); });
    browse.hidden = result.ids.length > 0;
    status.textContent = words.count.replace('{n}', String(result.ids.length));
    if (!result.ids.length) {
      status.textContent = words.none.replace('{q}', last) + ' ' + words.try;
      [].slice.call(browse.querySelectorAll('ul a'), 0, 5).forEach(function (a) { status.appendChild(a.cloneNode(true)); status.appendChild(document.createTextNode('　')); });
      return Promise.resolve();
    }
    return more();
  }
  function remember() {
    var url = location.pathname + (last ? '?q=' + encodeURIComponent(last) + (kind >= 0 ? '&kind=' + kind : '') : '');
    try { history.replaceState(null, '', url); } catch (e) { /* some browsers refuse on file: */ }
  }
  function run() {
    var query = input.value.trim(), mine = ++turn;
    last = query;
    if (!query) { list.textContent = ''; status.textContent = ''; facets.hidden = true; browse.hidden = false; remember(); return; }
    search(query).then(function (found) {
      if (mine !== turn) return;
      result = found;
      remember();
      return show();
    }).catch(function (e) { if (mine === turn) status.textContent = String(e.message); });
  }
  var timer;
  input.addEventListener('input', function () { clearTimeout(timer); timer = setTimeout(run, 120); });
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
  var asked = new URLSearchParams(location.search);
  if (asked.get('q')) { input.value = asked.get('q'); kind = asked.has('kind') ? +asked.get('kind') : -1; run(); }
}).call(this);
