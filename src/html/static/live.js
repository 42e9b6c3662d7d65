// Pages that change by themselves (http/live.h): whether they are connected, clocks, what is one's own, the focus.
// htmx and hx-sse bring the changes; this file stands before them and says how they try again. No words here.
(() => {
  const el = document.querySelector('[hx-sse\\:connect]');
  if (!el) return;
  const SILENT = 10000, QUIET = 40000, FAR = 5000, SETTLED = 30000;
  const $$ = (s, r = el) => [...r.querySelectorAll(s)], root = document.documentElement;
  const me = el.dataset.me || '', began = Date.now();
  let conn = null, running = false, over = false, heardAt = began, lostAt = began, againAt = 0, skew = 0;

  // --- trying again: hx-sse does it once a stream has begun, here before that
  el.setAttribute('hx-trigger', 'load, again');
  el.setAttribute('hx-config', JSON.stringify({ sse: { reconnectMaxDelay: FAR } }));
  const later = () => { againAt = Date.now() + 1000 + Math.random() * 4000; };
  const lose = () => { lostAt = lostAt || Date.now(); };
  const heard = () => { heardAt = Date.now(); lostAt = 0; show(); };
  const reload = () => { if (!over) { over = true; setTimeout(() => location.reload(), Math.random() * 3000); } };
  // Not allowed, or not there: the page itself says why, but not in a circle.
  const gone = status => [401, 403, 404].includes(status) && Date.now() - began > SETTLED && reload();
  const on = (name, f) => el.addEventListener(name, ev => ev.target === el && f(ev.detail || {}));
  on('htmx:sse:before:connection', d => { conn = d.connection; running = true; lose(); });
  on('htmx:sse:after:connection', d => { conn = d.connection; heardAt = Date.now(); });
  on('htmx:sse:error', d => { lose(); gone(d.status); });
  on('htmx:sse:close', () => { running = false; lose(); later(); });
  on('htmx:before:response', d => gone(d.ctx && d.ctx.response && d.ctx.response.status));
  on('live', d => {
    const off = +d.data * 1000 + 500 - Date.now();
    skew = Math.abs(off) < 2000 ? 0 : off;
    heard(); tick();
  });
  on('beat', heard);
  on('over', reload);
  addEventListener('online', () => conn && conn.delayCanceller && conn.delayCanceller());
  later();

  // --- the state at the top right: silent for a while, then in words
  function show() {
    const lost = lostAt && Date.now() - lostAt > SILENT ? '1' : '';
    if ((root.dataset.lost || '') === lost) return;
    root.dataset.lost = lost;
    document.dispatchEvent(new Event('cw:state'));
  }
  function look() {
    const now = Date.now();
    if (document.hidden || over) return;
    // A connection that died without a word: no sign of life for a while.
    if (conn && conn.reader && now - heardAt > QUIET) { heardAt = now; lose(); conn.reader.cancel().catch(() => {}); }
    if (!running && now > againAt && self.htmx) { later(); htmx.trigger(el, 'again', {}, false); }
    show();
  }

  // --- clocks: seconds since 1970 by the clock of the house
  const clock = s => (s < 0 ? '−' : '') + Math.floor(Math.abs(s) / 60) + ':' + String(Math.abs(s) % 60).padStart(2, '0');
  const put = (e, text) => { if (e.textContent !== text) e.textContent = text; };
  function tick() {
    const now = (Date.now() + skew) / 1000;
    $$('[data-ends]').forEach(e => put(e, clock(Math.round(e.dataset.ends - now))));
    $$('[data-since]').forEach(e => put(e, clock(Math.max(0, Math.round(now - e.dataset.since)))));
  }

  // --- what is one's own in what is the same for all
  function own() {
    $$('[data-person]').forEach(e => {
      const mine = me !== '' && e.dataset.person === me;
      e.classList.toggle('me', mine);
      $$('[data-mine]', e).forEach(x => { x.hidden = !mine; });
      $$('[data-others]', e).forEach(x => { x.hidden = mine; });
    });
    const mine = el.querySelector('.me[data-say]');
    $$('[data-my-say]').forEach(x => { x.hidden = !mine; put(x, mine ? mine.dataset.say : ''); });
  }

  // --- the focus stays; where what had it is gone, it goes to the part it was in
  let held = null, around = [];
  on('htmx:sse:before:message', () => {
    held = el.contains(document.activeElement) ? document.activeElement : null;
    around = [];
    for (let p = held && held.parentElement; p && p !== el; p = p.parentElement) if (p.id) around.push(p);
  });
  on('htmx:sse:after:message', () => {
    heard(); own(); tick();
    const to = held && !held.isConnected && around.find(p => p.isConnected);
    if (to) { to.tabIndex = -1; to.focus({ preventScroll: true }); }
    held = null;
  });

  own(); tick();
  setInterval(() => { tick(); look(); }, 1000);
})();
