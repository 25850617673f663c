/* Finds: exactly what stands in the index of search/, from file:// as well. */
var fz_index, fz_p, fz_t, fz_search;
(function () {
  'use strict';
  var DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
  var WIDE = Math.pow(2, 24); // a place is id * WIDE + characters before it
  var ORIGIN = 65536; // where the value of a figure begins; its series stands before it
  var CODE = {}, waiting = {}, shards = {}, kinds = fz_index.kinds, figures = kinds[3], articles = kinds[4];
  var FEW = 5; // articles that are rather read than searched for further
  var NEAR = 16; // shards of texts that are read before an answer is given
  for (var i = 0; i < 64; i++) CODE[DIGITS[i]] = i;

  // ---- numbers bit by bit; src/site/search/bits.rs writes them
  function Bits(text) { this.text = text; this.at = 0; }
  Bits.prototype.bit = function () { var at = this.at++; return CODE[this.text[at / 6 | 0]] >> 5 - at % 6 & 1; };
  Bits.prototype.get = function (width) { for (var value = 0; width > 0; width--) value = value * 2 + this.bit(); return value; };
  Bits.prototype.gamma = function () { for (var width = 0; !this.bit();) width++; return Math.pow(2, width) + this.get(width); };
  Bits.prototype.rice = function (low) { for (var high = 0; this.bit();) high++; return high * Math.pow(2, low) + this.get(low); };
  function lowOf(room, count) { var low = 0; for (room = Math.floor(room / Math.max(count, 1)); room > 1; room = Math.floor(room / 2)) low++; return low; }
  function widthOf(count) { for (var width = 0; count > 0; count = Math.floor(count / 2)) width++; return width; }

  // ---- what there is: a thing has a slot, which lasts, and an id, by the order of results
  var articleAt = [], slotOf = [], headAt = [], sizeAt = [], seriesIds = [], seriesSlots = [];
  (function () {
    var rooms = fz_index.rooms, count = articles < kinds[5] ? kinds[5] - articles : 0, bits = new Bits(fz_index.articles);
    var low = lowOf(rooms[0], count), width = widthOf(count), slot = -1, n, order, size, id = figures;
    for (n = 0; n < count; n++) {
      slot += bits.rice(low) + 1; order = articles + bits.get(width);
      articleAt[slot] = order; slotOf[order - articles] = slot;
    }
    var things = figures + count;
    bits = new Bits(fz_index.heads[1]); low = lowOf(rooms[1], fz_index.heads[0]); width = widthOf(things); slot = -1;
    for (n = 0; n < fz_index.heads[0]; n++) {
      slot += bits.rice(low) + 1; size = bits.gamma() - 1; sizeAt[slot] = size;
      if (size) { headAt[slot] = id; seriesIds.push(id); seriesSlots.push(slot); id += size; continue; }
      order = bits.get(width);
      headAt[slot] = order < figures ? order : order - figures + articles;
    }
  }());

  // ---- shards: each script calls back with its name and content; texts are packed
  fz_p = function (n, content) { shards['p' + n] = content; };
  fz_t = function (name, packed) {
    var bytes = Uint8Array.from(atob(packed), function (c) { return c.charCodeAt(0); });
    shards[name] = new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'))).json()
      .then(function (content) { shards[name] = content; return content; });
  };
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
  function last(list, value) { // index of the last item not above value, or -1
    var low = 0, high = list.length;
    while (low < high) { var mid = (low + high) >> 1; if (list[mid] <= value) low = mid + 1; else high = mid; }
    return low - 1;
  }
  function kindOf(id) { return last(kinds, id); }
  function shardOf(id) {
    if (id >= articles) return 't' + Math.floor(slotOf[id - articles] / fz_index.texts);
    if (id >= figures) return 'f' + Math.floor(seriesSlots[last(seriesIds, id)] / fz_index.figures);
    return 'n' + Math.floor(id / 64);
  }
  function entry(id) { // title, href, subtitle, words and sentences
    return load(shardOf(id)).then(function (shard) {
      if (id >= articles) return shard[slotOf[id - articles]];
      if (id < figures) return shard[id % 64];
      var n = last(seriesIds, id), series = shard[0].indexOf(seriesSlots[n]), at = id - seriesIds[n];
      for (var before = 0; before < series; before++) at += sizeAt[shard[0][before]];
      var lines = shard.lines || (shard.lines = shard[4].map(function (all) { return all.split('\n'); })), page = at;
      while (!shard[3][page]) page--;
      var sub = [lines[2][at], lines[3][at]].filter(Boolean).join(' · ');
      return [shard[1][series] + lines[1][at], shard[3][page] + '#' + lines[0][at], sub, shard[2][series] + '\n' + lines[2][at]];
    });
  }

  // ---- one spelling for texts and queries; src/site/search/normal.rs does exactly the same
  function pairs(text) { var out = {}; for (var i = 0; i < text.length; i += 2) out[text[i]] = text[i + 1]; return out; }
  var folded = pairs(fz_index.folded), shared = pairs(fz_index.shared);
  function plain(c) {
    if (/[\s\x85]/.test(c)) return '';
    var parts = c.normalize('NFD');
    if (parts.length > 1 && /^[a-z]\p{M}+$/u.test(parts)) c = parts[0];
    return folded[c] || c;
  }
  var known = new Map([['\n', ['\n']]]); // what becomes of each character
  function put(c) {
    var to = known.get(c);
    if (!to) known.set(c, to = Array.from(c.normalize('NFKC').toLowerCase()).map(plain).filter(Boolean));
    return to;
  }
  function normal(text) { // the characters and, for each, its place in the text
    var chars = [], from = [], at = 0;
    for (var c of text) {
      for (var x of put(c)) { chars.push(x); from.push(at); }
      at += c.length;
    }
    from.push(at);
    return { chars: chars, from: from };
  }
  function fold(text) { return normal(text).chars.join(''); }

  // ---- numbers: 13267 = 13,267 = 1.3267万 = 一万三千二百六十七
  var TENS = { '十': 1, '百': 2, '千': 3, '万': 4, '亿': 8 }, HAN = { '〇': 0, '零': 0, '一': 1, '二': 2, '两': 2, '三': 3, '四': 4, '五': 5, '六': 6, '七': 7, '八': 8, '九': 9 };
  function shift(digits, by) { // moves the decimal point, exactly
    var parts = digits.split('.'), left = parts[0], right = parts[1] || '';
    if (by > 0) { right = right.padEnd(by, '0'); left += right.slice(0, by); right = right.slice(by); }
    if (by < 0) { left = left.padStart(1 - by, '0'); right = left.slice(by) + right; left = left.slice(0, by); }
    left = left.replace(/^0+(?=\d)/, ''); right = right.replace(/0+$/, '');
    return right ? left + '.' + right : left;
  }
  function han(text) { // the value of a number in Chinese, or ''
    if (/^[〇零一二三四五六七八九]+$/.test(text)) return shift(Array.from(text).map(function (c) { return HAN[c]; }).join(''), 0);
    if (/[百千万亿][一二两三四五六七八九]$/.test(text)) return ''; // 三百五 says 350
    var total = 0, part = 0, digit = -1, lowest = 99, lower = 9;
    for (var i = 0; i < text.length; i++) {
      var c = text[i], tens = TENS[c];
      if (c in HAN) { if (digit > 0) return ''; digit = HAN[c]; continue; }
      if (tens < 4) {
        if (digit < 0 && !(tens === 1 && !part) || tens >= lower) return '';
        part += (digit < 0 ? 1 : digit) * Math.pow(10, tens); digit = -1; lower = tens;
      } else {
        part += Math.max(digit, 0);
        if (!part || tens >= lowest) return '';
        total += part * Math.pow(10, tens); part = 0; digit = -1; lowest = tens; lower = 9;
      }
    }
    return String(total + part + Math.max(digit, 0));
  }
  function number(term) { // the longest number of a term: its value, what stands around it, its spellings
    var best = null, m, digits = /((?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?)([十百千万亿]*)/g;
    while ((m = digits.exec(term))) if (!best || m[0].length > best[0].length) best = m;
    var value = '';
    if (best) {
      var by = 0;
      Array.from(best[2]).forEach(function (c) { by += TENS[c]; });
      value = shift(best[1].replace(/,/g, ''), by);
    } else if (/^[〇零一二两三四五六七八九十][〇零一二两三四五六七八九十百千万亿]+$/.test(term)) { best = [term]; best.index = 0; value = han(term); }
    if (!value || best[0].length < 2 || value.length > 24) return null;
    var left = value.split('.')[0], forms = [value];
    if (left.length > 3) forms.push(value.replace(/^\d+/, function (d) { return d.replace(/\B(?=(\d{3})+$)/g, ','); }));
    [[4, '万'], [8, '亿']].forEach(function (u) { if (left.length > u[0]) forms.push(shift(value, -u[0]) + u[1]); });
    return { key: ' ' + value, large: left.length > 4, forms: forms, before: term.slice(0, best.index), after: term.slice(best.index + best[0].length) };
  }

  // ---- postings: of the texts of articles the ids, of all else the places; src/site/search/postings.rs
  function hash(key) {
    for (var h = 0x811c9dc5, i = 0; i < key.length; i++) h = Math.imul(h ^ key.charCodeAt(i), 0x01000193);
    h = Math.imul(h ^ h >>> 15, 0x2c1b3c6d);
    return (h ^ h >>> 12) >>> 0;
  }
  function nameOf(key) { return 'p' + hash(key) % fz_index.shards; }
  function gram(key) {
    return load(nameOf(key)).then(function (shard) {
      return decode(Object.prototype.hasOwnProperty.call(shard, key) ? shard[key] : '', key[0] !== ' ' && Array.from(key).length < 2);
    });
  }
  function sorted(numbers) { return Float64Array.from(numbers).sort(); }
  function decode(list, single) {
    var bodies = [], places = [];
    if (!list) return { bodies: bodies, places: places };
    var bits = new Bits(list), n = bits.gamma() - 1, low = lowOf(fz_index.rooms[0], n), slot = -1;
    while (n-- > 0) { slot += bits.rice(low) + 1; bodies.push(articleAt[slot]); }
    var usual = 0;
    function positions() {
      if (single) return [0];
      var count = bits.gamma(), at = bits.bit() ? usual : bits.gamma() - 1, out = [usual = at];
      while (--count > 0) out.push(at += bits.gamma());
      return out;
    }
    n = bits.gamma() - 1; low = lowOf(fz_index.rooms[1], n); slot = -1;
    while (n-- > 0) {
      slot += bits.rice(low) + 1;
      var id = headAt[slot], size = sizeAt[slot];
      positions().forEach(function (at) {
        if (!size) places.push(id * WIDE + at);
        for (var i = 0; i < size; i++) places.push((id + i) * WIDE + ORIGIN - at);
      });
    }
    n = bits.gamma() - 1; low = lowOf(fz_index.rooms[1], n); slot = -1; usual = 0;
    for (var nth = 0, number = 0; nth < n; nth++) {
      var step = bits.rice(low), value = bits.gamma();
      slot += step; number = !step && nth ? number + value : value - 1;
      positions().forEach(function (at) { places.push((headAt[slot] + number) * WIDE + ORIGIN + at - 1); });
    }
    return { bodies: sorted(bodies), places: sorted(places) };
  }
  function both(a, b, offset) { // numbers of a that, moved by offset, are numbers of b
    var out = [], j = 0;
    for (var i = 0; i < a.length && j < b.length; i++) {
      while (j < b.length && b[j] < a[i] + offset) j++;
      if (b[j] === a[i] + offset) out.push(a[i]);
    }
    return out;
  }
  function either(a, b) {
    if (!a.length || !b.length) return a.length ? a : b;
    var out = [], i = 0, j = 0;
    while (i < a.length || j < b.length) {
      var x = i < a.length ? a[i] : Infinity, y = j < b.length ? b[j] : Infinity;
      if (x <= y) i++;
      if (y <= x) j++;
      out.push(Math.min(x, y));
    }
    return out;
  }
  // Offsets of the pairs that cover all characters with the fewest shards, those at hand first; then the others.
  function cover(chars) {
    var cost = chars.slice(1).map(function (c, i) { return shards[nameOf(chars[i] + c)] ? 1 : 8; });
    var best = [0, Infinity], from = [];
    for (var end = 2; end <= chars.length; end++) {
      var start = best[end - 2] <= best[end - 1] ? end - 2 : end - 1;
      best[end] = best[start] + cost[end - 2];
      from[end] = start;
    }
    var out = [];
    for (end = chars.length; end > 0; end = from[end]) out.push(end - 2);
    out.sort(function (a, b) { return cost[a] - cost[b]; });
    out.enough = out.length;
    return out.concat(cost.map(function (c, i) { return i; }).filter(function (i) { return out.indexOf(i) < 0; }));
  }
  // Where the characters stand one after another, and the articles that may hold them so: all pairs at least.
  function phrase(text) {
    var chars = Array.from(text);
    if (chars.length < 3) return gram(text);
    var offsets = cover(chars);
    return offsets.reduce(function (before, offset, n) {
      return before.then(function (found) {
        if (found && !found.places.length && !found.bodies.length) return found;
        // To look into a few articles is cheaper than more postings.
        if (n >= offsets.enough && found.bodies.length < FEW) return found;
        return gram(chars[offset] + chars[offset + 1]).then(function (here) {
          if (found) return { bodies: both(found.bodies, here.bodies, 0), places: both(found.places, here.places, offset) };
          var places = Array.from(here.places).filter(function (p) { return p % WIDE >= offset; }).map(function (p) { return p - offset; });
          return { bodies: here.bodies, places: places };
        });
      });
    }, Promise.resolve(null)).then(function (found) { return { places: found.places, bodies: [], maybe: found.bodies }; });
  }

  // ---- queries
  function otherScript(text) { return Array.from(text).map(function (c) { return shared[c] || c; }).join(''); }
  // Where a term stands: as typed, in the other script, or with its number spelt otherwise. Of the articles those that hold
  // it surely, those that may, and what is to be looked for in them.
  function term(text) {
    var ways = [phrase(text)], n = number(text), size = Array.from(text).length, forms = [{ text: text }];
    function way(other) { ways.push(phrase(other)); forms.push({ text: other }); }
    if (size > 1 && otherScript(text) !== text) way(otherScript(text));
    if (/^[a-z]+['’][a-z'’]+$/.test(text)) way(text.replace(/['’]/g, ''));
    if (n && !n.before && !n.after) ways.push(gram(n.key));
    else if (n && n.large) {
      n.forms.forEach(function (form) {
        var other = n.before + form + n.after;
        if (other === text) return;
        forms.push({ text: other, alone: form, from: n.before.length });
        ways.push(Promise.all([phrase(other), gram(n.key)]).then(function (all) {
          var found = all[0], here = all[1];
          return { places: both(found.places, here.places, Array.from(n.before).length), bodies: [], maybe: both(found.maybe || found.bodies, here.bodies, 0) };
        }));
      });
    }
    return Promise.all(ways).then(function (all) {
      return all.reduce(function (a, b) {
        return { places: either(a.places, b.places), bodies: either(a.bodies, b.bodies), maybe: either(a.maybe || [], b.maybe || []), forms: forms };
      }, { places: [], bodies: [], maybe: [], forms: forms });
    });
  }
  function within(text, form) { // whether a text holds a form; a number spelt otherwise must not be part of a longer one
    for (var at = text.indexOf(form.text); at >= 0; at = text.indexOf(form.text, at + 1)) {
      if (!form.alone) return true;
      var start = at + form.from, end = start + form.alone.length;
      if (!/[\d.]/.test(text[start - 1] || '') && !/^[\d万亿]|^\.\d/.test(text.slice(end, end + 2))) return true;
    }
    return false;
  }
  var texts = {}; // of articles, as they are searched
  function holds(id, forms) {
    return (texts[id] ? Promise.resolve(texts[id]) : entry(id).then(function (e) {
      return texts[id] = normal((e[4] || []).filter(function (x, i) { return i % 2; }).join('')).chars.join('');
    })).then(function (text) { return forms.every(function (all) { return all.some(function (form) { return within(text, form); }); }); });
  }
  // Of each thing that a term finds: how early, how often, and what is still to be looked for in its text.
  function byThing(found) {
    var out = new Map();
    found.places.forEach(function (p) {
      var id = Math.floor(p / WIDE), at = p % WIDE, hit = out.get(id);
      if (id >= figures && id < articles) at = Math.max(0, at - ORIGIN + 1);
      if (hit) hit.count++; else out.set(id, { first: Math.min(at, 59), count: 1, open: [] });
    });
    found.bodies.forEach(function (id) { if (!out.has(id)) out.set(id, { first: 60, count: 1, open: [] }); });
    found.maybe.forEach(function (id) { if (!out.has(id)) out.set(id, { first: 60, count: 1, open: [found.forms] }); });
    return out;
  }
  function meet(a, b) {
    var out = new Map();
    a.forEach(function (x, id) {
      var y = b.get(id);
      if (y) out.set(id, { first: Math.min(x.first, y.first), count: x.count + y.count, open: x.open.concat(y.open) });
    });
    return out;
  }
  // What is searched for in a text shown, the longest first; what is no number as typed must stand alone.
  function marks(text) {
    var n = number(text), out = [{ text: text }];
    if (otherScript(text) !== text) out.push({ text: otherScript(text) });
    if (n) n.forms.forEach(function (form) { if (n.before + form + n.after !== text) out.push({ text: n.before + form + n.after, alone: true }); });
    return out;
  }
  function find(query) {
    var terms = query.split(/\s+/).map(fold).filter(Boolean);
    if (!terms.length) return Promise.resolve({ ids: [], open: new Map(), marks: [] });
    return Promise.all(terms.map(term)).then(function (all) {
      var hits = all.map(byThing).sort(function (a, b) { return a.size - b.size; }).reduce(meet);
      // Kind, then how early, then how often (names of things: in the order of the index), then the order, in one number each.
      var ids = [], open = new Map(), ranks = [];
      hits.forEach(function (hit, id) {
        var kind = kindOf(id);
        ranks.push(((kind * 61 + hit.first) * 64 + (kind < 3 ? 0 : 63 - Math.min(hit.count, 63))) * WIDE + id);
        if (hit.open.length) open.set(id, hit.open);
      });
      sorted(ranks).forEach(function (rank) { ids.push(rank % WIDE); });
      var found = { ids: ids, open: open, marks: [].concat.apply([], terms.map(marks)) };
      var near = new Set();
      open.forEach(function (forms, id) { near.add(shardOf(id)); });
      return near.size <= NEAR ? settle(found, Array.from(open.keys())) : found;
    });
  }
  // Looks into the articles of which it is not known yet whether they hold what is searched for.
  function settle(found, ids) {
    var gone = new Set();
    return Promise.all(ids.filter(function (id) { return found.open.has(id); }).map(function (id) {
      return holds(id, found.open.get(id)).then(function (is) { if (!is) gone.add(id); found.open.delete(id); });
    })).then(function () {
      if (gone.size) found.ids = found.ids.filter(function (id) { return !gone.has(id); });
      return found;
    });
  }
  fz_search = { find: find, settle: settle, entry: entry, kindOf: kindOf, normal: normal, shardOf: shardOf, has: function (name) { return name in shards; } };
}());
