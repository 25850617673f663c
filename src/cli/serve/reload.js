// Loaded by every page of `fangzhi serve` and by no published one: waits for the next edition.
(function () {
  'use strict';
  var edition = document.currentScript.getAttribute('data-edition');
  var store = 'fangzhi-place';
  var turn = '';
  var asked, timer, box;

  // One question at a time, and none from a page that nobody sees: a browser has six connections to
  // a server, for all of its tabs. Most questions are answered only when there is something new; how
  // soon to ask again is said by the server, which holds back few of them.
  function ask() {
    stop();
    if (document.hidden) return;
    var mine = asked = new AbortController();
    fetch('/.fangzhi/edition?have=' + turn, { cache: 'no-store', signal: mine.signal })
      .then(function (answer) { return answer.json(); })
      .then(function (told) {
        if (told.edition !== edition) return reload();
        if (told.turn !== turn) show(told.failure);
        turn = told.turn;
        timer = setTimeout(ask, told.again);
      })
      .catch(function () { if (mine === asked) timer = setTimeout(ask, 1000); });
  }
  function stop() {
    clearTimeout(timer);
    if (asked) asked.abort();
    asked = null;
  }

  // The place is that of the first thing with a name in sight: what stands above it may grow.
  function reload() {
    var place = { page: location.pathname + location.search, x: scrollX, y: scrollY };
    var named = document.querySelectorAll('main [id]');
    for (var i = 0; i < named.length && !place.id; i += 1) {
      var top = named[i].getBoundingClientRect().top;
      if (top >= 0 && top < innerHeight) {
        place.id = named[i].id;
        place.top = top;
      }
    }
    try { sessionStorage.setItem(store, JSON.stringify(place)); } catch (_) { /* The browser's own way. */ }
    location.reload();
  }
  function restore() {
    var place = null;
    try {
      place = JSON.parse(sessionStorage.getItem(store));
      sessionStorage.removeItem(store);
    } catch (_) { /* None was kept. */ }
    if (!place || place.page !== location.pathname + location.search) return;
    var named = place.y > 0 && place.id && document.getElementById(place.id);
    var y = named ? scrollY + named.getBoundingClientRect().top - place.top : place.y;
    scrollTo({ left: place.x, top: y, behavior: 'instant' });
  }

  // Why the last build came to nothing, over the page.
  function show(failure) {
    if (box) box.remove();
    box = null;
    if (!failure) return;
    box = document.createElement('aside');
    box.setAttribute('role', 'alert');
    box.style.cssText = 'position:fixed;z-index:99;inset:auto 0 0;max-height:60vh;overflow:auto;'
      + 'padding:.8rem 1.2rem;background:#2b1414;color:#fff;font-size:.9rem;border-top:.3rem solid #d33';
    var title = document.createElement('strong');
    title.textContent = failure.title;
    var text = document.createElement('pre');
    text.style.cssText = 'margin:.6rem 0 0;white-space:pre-wrap;background:none;color:inherit;border:0';
    text.textContent = failure.text;
    box.append(title, text);
    document.body.append(box);
  }

  addEventListener('pageshow', function () { restore(); ask(); });
  addEventListener('pagehide', stop);
  document.addEventListener('visibilitychange', ask);
})();
