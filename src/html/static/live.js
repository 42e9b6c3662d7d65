// Pages that change by themselves (http/live.h): whether they are connected, clocks, what is one's own, the focus.
// htmx and hx-sse bring the changes; this file stands before them and says how they try again. No words here.
(() => {
  const el = document.querySelector('[hx-sse\\:connect]');
  if (!el) return;
  const SILENT = 10000, QUIET = 40000, FAR = 5000, SETTLED = 30000;
  const $$ = (s, r = el) => [...r.querySelectorAll(s)], root = document.documentElement;
  const me = el.dataset.me || '', began = Date.now();
  let conn = null, running = false, over = false, heardAt = began, lostAt = began, againAt = 0, skew = 0;

  // --- htmx looks at the page when it comes; if hx-sse comes later than that, it would never see the stream. All have come then.
  const stream = el.getAttribute('hx-sse:connect');
  el.removeAttribute('hx-sse:connect');
  document.addEventListener('DOMContentLoaded', () => setTimeout(() => {
    el.setAttribute('hx-sse:connect', stream);
    if (self.htmx) htmx.process(el);
  }));

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
    // Each line of what is said, "You are|4th|to speak", goes into an element of its own, if there are any.
    const mine = el.querySelector('.me[data-say]'), lines = mine ? mine.dataset.say.split('|') : [];
    $$('[data-my-say]').forEach(x => {
      x.hidden = !mine;
      if (x.children.length) [...x.children].forEach((line, i) => put(line, lines[i] || ''));
      else put(x, lines.join(' '));
    });
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

  // --- what only this person sees, [data-own]: asked for after what was sent, and again where it says so
  let againTimer = 0;
  async function mine() {
    const box = el.querySelector('[data-own]');
    clearTimeout(againTimer);
    if (!box) return;
    try {
      const r = await fetch(box.dataset.own, { headers: { Accept: 'text/html' } });
      if (r.ok && !r.redirected) { box.innerHTML = await r.text(); own(); tick(); }
    } catch { /* the next time */ }
    askAgain();
  }
  function askAgain() {
    const e = el.querySelector('[data-again]');
    if (e) againTimer = setTimeout(mine, e.dataset.again * 1000 * (0.75 + Math.random() / 2));
  }

  // --- sending from here: the page stays, the stream brings what changed. A request id for each sending, kept while it is tried again.
  const TRIES = [1000, 2000, 4000], pause = ms => new Promise(ok => setTimeout(ok, ms));
  const newKey = () => [...crypto.getRandomValues(new Uint8Array(16))].map(b => b.toString(16).padStart(2, '0')).join('');
  function tell(text) {
    const p = el.querySelector('[data-problem]');
    if (p) { p.hidden = !text; put(p.querySelector('span') || p, text); }
  }
  async function send(to, body) {
    const headers = { Accept: 'application/json', 'Content-Type': 'application/x-www-form-urlencoded', 'Idempotency-Key': newKey() };
    for (let i = 0; ; i++) {
      const r = await fetch(to, { method: 'POST', body, headers, redirect: 'manual' }).catch(() => null);
      if (r && r.status < 500 && r.status !== 429) return r;
      if (i === TRIES.length) return r;
      await pause(TRIES[i]);
    }
  }
  el.addEventListener('submit', async ev => {
    const f = ev.target, b = ev.submitter, to = b && b.hasAttribute('formaction') ? b.formAction : f.action;
    if (f.method !== 'post' || f.enctype === 'multipart/form-data' || 'page' in f.dataset || (b && 'page' in b.dataset)) return;
    ev.preventDefault();
    if (f.dataset.busy || (b && b.dataset.ask && !confirm(b.dataset.ask))) return;
    const body = new URLSearchParams([...new FormData(f)].filter(([k]) => k !== '_key'));
    if (b && b.name) body.append(b.name, b.value);
    if (b && b.dataset.ask) body.append('do', 'sure');
    f.dataset.busy = '1'; el.setAttribute('aria-busy', 'true'); tell('');
    const r = await send(to, body);
    delete f.dataset.busy; el.removeAttribute('aria-busy');
    const said = r && (r.headers.get('Content-Type') || '').includes('json') ? await r.json().catch(() => ({})) : {};
    if (r && r.status === 401) return location.reload();
    if (!r || !r.ok) return tell(said.message || el.dataset.unsent || '');
    // Not done yet: a page asks something first.
    if (!said.location) { f.dataset.page = ''; return f.requestSubmit(b); }
    f.reset(); mine();
  });

  root.dataset.runs = '1'; // clocks run: until then they say a time of day
  own(); tick(); askAgain();
  setInterval(() => { tick(); look(); }, 1000);
})();
