/* Finds: exactly what stands in the index of search/, from file:// as well. */
var fz_index, fz_p, fz_t, fz_search;
(function () {
  'use strict';
  var DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  var WIDE = Math.pow(2, 24); // a place is entry * WIDE + characters before it
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
  function last(list, value) { // index of the last item not above value, or -1
    var low = 0, high = list.length;
    while (low < high) { var mid = (low + high) >> 1; if (list[mid] <= value) low = mid + 1; else high = mid; }
    return low - 1;
  }
  function shardOf(id) { return 't' + last(fz_index.entries, id); }
  function entry(id) {
    return load(shardOf(id)).then(function (shard) { return shard[id - fz_index.entries[last(fz_index.entries, id)]]; });
  }
  function kindOf(id) { return last(fz_index.kinds, id); }
  var whole; // of each entry, the one whose article it carries on
  function wholeOf(id) {
    if (!whole) {
      whole = new Int32Array(fz_index.kinds[fz_index.kinds.length - 1]);
      for (var i = 0; i < whole.length; i++) whole[i] = i;
      fz_index.parts.forEach(function (id) { whole[id] = whole[id - 1]; });
    }
    return whole[id];
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
  function normal(text) { // the characters and, for each, its place in the text
    var chars = [], from = [], at = 0;
    Array.from(text).forEach(function (c) {
      var put = c === '\n' || c >= 'a' && c <= 'z' && c.length === 1 || c >= '0' && c <= '9' && c.length === 1 ? [c]
        : Array.from(c.normalize('NFKC').toLowerCase()).map(plain);
      put.forEach(function (x) { if (x) { chars.push(x); from.push(at); } });
      at += c.length;
    });
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
    return { key: '#' + value, large: left.length > 4, forms: forms, before: term.slice(0, best.index), after: term.slice(best.index + best[0].length) };
  }

  // ---- postings
  function gram(key, places) {
    var n = last(fz_index.grams, key);
    if (n < 0) return Promise.resolve([]);
    return load('p' + n).then(function (shard) { return decode(Object.prototype.hasOwnProperty.call(shard, key) ? shard[key] : '', places); });
  }
  function decode(list, places) {
    var out = [], at = 0, id = 0;
    function next() {
      var value = 0, unit = 1, digit;
      do { digit = CODE[list[at++]]; value += (digit & 31) * unit; unit *= 32; } while (digit > 31);
      return value;
    }
    while (at < list.length) {
      var step = next();
      if (!places) { id += step; out.push(id * WIDE); continue; }
      id += step >> 1;
      for (var n = step & 1 ? next() : 1, p = 0; n > 0; n--) out.push(id * WIDE + (p += next()));
    }
    return out;
  }
  function both(a, b, offset) { // places of a that, moved by offset, are places of b
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
  function entriesOf(places) {
    var out = [];
    places.forEach(function (p) { var id = Math.floor(p / WIDE); if (out[out.length - 1] !== id) out.push(id); });
    return out;
  }
  // Offsets of the pairs that cover all characters with the fewest bytes, the shortest lists first.
  function cover(chars) {
    var cost = chars.slice(1).map(function (c, i) {
      var key = chars[i] + c;
      return shards['p' + last(fz_index.grams, key)] ? 1 : fz_index.heavy[key] || 8;
    });
    var best = [0, Infinity], from = [];
    for (var end = 2; end <= chars.length; end++) {
      var start = best[end - 2] <= best[end - 1] ? end - 2 : end - 1;
      best[end] = best[start] + cost[end - 2];
      from[end] = start;
    }
    var out = [];
    for (end = chars.length; end > 0; end = from[end]) out.push(end - 2);
    return out.sort(function (a, b) { return cost[a] - cost[b]; });
  }
  // Places where the characters stand one after another.
  function phrase(text) {
    var chars = Array.from(text);
    if (chars.length < 2) return gram(text, false);
    return cover(chars).reduce(function (before, offset) {
      return before.then(function (found) {
        if (found && (!found.length || found.sure)) return found;
        // Reading a few entries is cheaper than more postings, and they will be shown anyway.
        if (found && found.length < 200 && entriesOf(found).length < 7) return verify(found, chars);
        return gram(chars[offset] + chars[offset + 1], true).then(function (here) {
          if (found) return both(found, here, offset);
          return offset ? here.filter(function (p) { return p % WIDE >= offset; }).map(function (p) { return p - offset; }) : here;
        });
      });
    }, Promise.resolve(null));
  }
  function searched(id, e) { // title, words and sentences, as indexed
    var text = (e[4] || []).filter(function (x, i) { return i % 2; }).join('');
    return normal(wholeOf(id) === id ? e[0] + '\n' + e[3] + '\n' + text : text).chars;
  }
  function verify(found, chars) {
    return Promise.all(entriesOf(found).map(function (id) {
      return entry(id).then(function (e) {
        var text = searched(id, e);
        return found.filter(function (p) {
          return Math.floor(p / WIDE) === id && chars.every(function (c, i) { return text[p % WIDE + i] === c; });
        });
      });
    })).then(function (parts) {
      var out = [].concat.apply([], parts);
      out.sure = true;
      return out;
    });
  }

  // ---- queries
  // Places of a term: as typed, in the other script, or with its number spelt otherwise.
  function term(text) {
    var ways = [phrase(text)], n = number(text), size = Array.from(text).length;
    var other = Array.from(text).map(function (c) { return shared[c] || c; }).join('');
    if (size > 1 && other !== text) ways.push(phrase(other));
    if (/^[a-z]+['’][a-z'’]+$/.test(text)) ways.push(phrase(text.replace(/['’]/g, '')));
    if (n && !n.before && !n.after) ways.push(gram(n.key, true));
    else if (n && n.large) {
      n.forms.forEach(function (form) {
        if (n.before + form + n.after === text) return;
        ways.push(phrase(n.before + form + n.after).then(function (found) {
          return found.length ? gram(n.key, true).then(function (here) { return both(found, here, Array.from(n.before).length); }) : found;
        }));
      });
    }
    return Promise.all(ways).then(function (all) { return all.reduce(either); });
  }
  function byWhole(places) { // of each article or other thing: the first place, how many, and the entry of the first
    var out = { ids: [], first: [], count: [], part: [] }, n = -1;
    places.forEach(function (p) {
      var id = Math.floor(p / WIDE), top = wholeOf(id);
      if (out.ids[n] !== top) {
        n++;
        out.ids.push(top); out.count.push(0); out.part.push(id);
        out.first.push(id === top ? Math.min(p % WIDE, 60) : 60);
      }
      out.count[n]++;
    });
    return out;
  }
  function meet(a, b) {
    var out = { ids: [], first: [], count: [], part: [] }, j = 0;
    a.ids.forEach(function (id, i) {
      while (j < b.ids.length && b.ids[j] < id) j++;
      if (b.ids[j] !== id) return;
      out.ids.push(id); out.first.push(Math.min(a.first[i], b.first[j])); out.count.push(a.count[i] + b.count[j]); out.part.push(a.part[i]);
    });
    return out;
  }
  // What is searched for in a text shown, the longest first; what is no number as typed must stand alone.
  function marks(text) {
    var n = number(text), out = [{ text: text }];
    var other = Array.from(text).map(function (c) { return shared[c] || c; }).join('');
    if (other !== text) out.push({ text: other });
    if (n) n.forms.forEach(function (form) { if (n.before + form + n.after !== text) out.push({ text: n.before + form + n.after, alone: true }); });
    return out;
  }
  function find(query) {
    var terms = query.split(/\s+/).map(fold).filter(Boolean);
    if (!terms.length) return Promise.resolve({ ids: [], parts: {}, marks: [] });
    return Promise.all(terms.map(term)).then(function (all) {
      var hits = all.map(byWhole).sort(function (a, b) { return a.ids.length - b.ids.length; }).reduce(meet);
      // Kind, then how early, then how often (names of things: in the order of the index), in one number each.
      var ranks = Float64Array.from(hits.ids, function (id, i) {
        var kind = kindOf(id);
        return ((kind * 61 + hits.first[i]) * 64 + (kind < 3 ? 0 : 63 - Math.min(hits.count[i], 63))) * WIDE + i;
      }).sort();
      var parts = {}, ids = [];
      ranks.forEach(function (rank) { var i = rank % WIDE; ids.push(hits.ids[i]); parts[hits.ids[i]] = hits.part[i]; });
      return { ids: ids, parts: parts, marks: [].concat.apply([], terms.map(marks)) };
    });
  }
  fz_search = { find: find, entry: entry, kindOf: kindOf, normal: normal, shardOf: shardOf, has: function (name) { return name in shards; } };
}());
