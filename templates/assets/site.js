/* Small comforts; every page works without them. */
(function () {
  'use strict';
  var doc = document;

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
    for (var at = target; at; at = at.parentElement) if (at.tagName === 'DETAILS') at.open = true;
    var proof = target.classList.contains('card') && target.querySelector('details.evidence');
    if (proof) proof.open = true;
  }

  // Ranking tables sort by any column.
  function sortable(table) {
    var body = table.tBodies[0];
    [].forEach.call(table.tHead.rows[0].cells, function (cell, column) {
      var button = doc.createElement('button');
      button.type = 'button';
      while (cell.firstChild) button.appendChild(cell.firstChild);
      cell.appendChild(button);
      button.addEventListener('click', function () {
        var up = cell.getAttribute('aria-sort') !== 'ascending';
        [].forEach.call(table.tHead.rows[0].cells, function (c) { c.removeAttribute('aria-sort'); });
        cell.setAttribute('aria-sort', up ? 'ascending' : 'descending');
        var key = function (row) {
          var td = row.cells[column], v = td.getAttribute('data-value');
          v = v === null ? td.textContent.trim() : v;
          var n = parseFloat(v);
          return isNaN(n) ? v : n;
        };
        [].slice.call(body.rows).map(function (row, i) { return [key(row), i, row]; }).sort(function (a, b) {
          var d = typeof a[0] === 'number' && typeof b[0] === 'number' ? a[0] - b[0] : String(a[0]).localeCompare(String(b[0]), 'zh');
          return (up ? d : -d) || a[1] - b[1];
        }).forEach(function (item) { body.appendChild(item[2]); });
      });
    });
  }

  doc.addEventListener('DOMContentLoaded', function () {
    reveal();
    [].forEach.call(doc.querySelectorAll('table.sortable'), sortable);
    // Before printing, everything is open.
    window.addEventListener('beforeprint', function () {
      [].forEach.call(doc.querySelectorAll('details:not([open])'), function (d) {
        d.open = true;
        d.setAttribute('data-print', '');
      });
    });
    window.addEventListener('afterprint', function () {
      [].forEach.call(doc.querySelectorAll('details[data-print]'), function (d) {
        d.open = false;
        d.removeAttribute('data-print');
      });
    });
  });
  window.addEventListener('hashchange', reveal);
})();
