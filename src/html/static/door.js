// At a door: each scan is sent at once; where there is no network it is looked
// up in the list of this device, kept, and sent when there is one again. No words
// here: they stand in data- attributes of #door-state.
(() => {
  const form = document.getElementById('door-form');
  if (!form || !window.indexedDB) return;
  const $ = id => document.getElementById(id), badge = $('badge'), answer = $('door-answer'), state = $('door-state');
  const say = state.dataset, WAIT = 4000, BATCH = 150, conf = form.getAttribute('action').split('/')[2];

  // --- what is kept on this device
  const asked = r => new Promise((ok, no) => { r.onsuccess = () => ok(r.result); r.onerror = () => no(r.error); });
  const open = () => {
    const r = indexedDB.open('cellwork-door', 1);
    r.onupgradeneeded = () => { r.result.createObjectStore('kept', { keyPath: ['conf', 'sequence'] }); r.result.createObjectStore('state'); };
    return asked(r);
  };
  const tx = async (store, mode, work) => {
    const db = await open();
    try {
      return await new Promise((ok, no) => {
        const t = db.transaction(store, mode), r = work(t.objectStore(store));
        t.oncomplete = () => ok(r && r.result);
        t.onerror = t.onabort = () => no(t.error);
      });
    } finally { db.close(); }
  };
  const get = name => tx('state', 'readonly', s => s.get(conf + ' ' + name));
  const put = (name, v) => tx('state', 'readwrite', s => v === undefined ? s.delete(conf + ' ' + name) : s.put(v, conf + ' ' + name));
  const kept = async () => (await tx('kept', 'readonly', s => s.getAll())).filter(k => k.conf === conf);
  const hex = b => [...new Uint8Array(b)].map(x => x.toString(16).padStart(2, '0')).join('');
  const bytes = h => new Uint8Array(h.match(/../g).map(x => parseInt(x, 16)));
  const device = async () => {
    let d = await get('device');
    if (!d) { d = hex(crypto.getRandomValues(new Uint8Array(6))); await put('device', d); }
    return d;
  };

  // --- the list: numbers, names, delegations, until the conference ends
  const columns = line => {
    const out = []; let at = 0;
    while (at <= line.length) {
      if (line[at] === '"') {
        let text = ''; at++;
        for (;;) { const q = line.indexOf('"', at); if (q < 0) return out; text += line.slice(at, q); at = q + 1; if (line[at] !== '"') break; text += '"'; at++; }
        out.push(text); at++;
      } else { const c = line.indexOf(',', at), end = c < 0 ? line.length : c; out.push(line.slice(at, end)); at = end + 1; }
    }
    return out;
  };
  const learn = async () => {
    if (!form.dataset.list) return;
    const res = await fetch(form.dataset.list, { credentials: 'same-origin' });
    if (!res.ok) return;
    const lines = (await res.text()).split('\r\n'), head = /^# CW1 (\S+) .* until (\S+) key ([0-9a-f]{64})$/.exec(lines[0]);
    if (!head) return;
    const people = {};
    for (const line of lines.slice(2)) {
      const c = columns(line);
      if (c.length === 6) people[c[0]] = c;
    }
    await put('list', { until: head[2], key: head[3], people });
  };
  const list = async () => {
    const l = await get('list');
    if (l && l.until < new Date(Date.now() - 86400000).toISOString().slice(0, 10)) { await put('list'); return null; }
    return l;
  };

  // --- a badge: CW1.conference.number.random.signature
  const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
  const signed = async (text, key) => {
    const at = text.lastIndexOf('.'), sig = new Uint8Array(64);
    [...text.slice(at + 1)].forEach((c, i) => { const v = ALPHABET.indexOf(c); for (let k = 0; k < 5; k++) { const bit = i * 5 + k; if (bit < 512 && v >> (4 - k) & 1) sig[bit >> 3] |= 128 >> (bit & 7); } });
    const k = await crypto.subtle.importKey('raw', bytes(key), { name: 'Ed25519' }, false, ['verify']);
    return crypto.subtle.verify({ name: 'Ed25519' }, k, sig, new TextEncoder().encode(text.slice(0, at)));
  };
  const look = async text => {
    const l = await list(), part = text.split('.');
    if (part.length === 1) return { known: l && l.people[text], good: /^\d{1,5}$/.test(text), why: say.unknown };
    if (part.length !== 5 || part[0] !== 'CW1' || part[1].toLowerCase() !== conf) return { why: say.strange };
    const who = l && l.people[part[2]];
    if (who && crypto.subtle) {
      const h = hex(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(part[3]))).slice(0, 16);
      return h === who[5] ? { known: who, good: true } : { known: who, why: say.old };
    }
    try { return l && await signed(text, l.key) ? { good: true, why: say.unknown } : { why: say.strange }; } catch { return { good: true, why: say.nosig }; }
  };

  // --- the answer, in one big line
  const show = (kind, big, name, below) => {
    answer.textContent = '';
    const card = document.createElement('section');
    card.className = 'card do door-' + kind;
    for (const [tag, cls, text] of [['p', 'bigv', big], ['h2', '', name], ['p', '', below]]) {
      if (!text) continue;
      const e = document.createElement(tag);
      e.className = cls; e.textContent = text; card.append(e);
    }
    answer.append(card);
  };
  const count = async () => {
    const n = (await kept()).length, l = await list(), known = l ? Object.keys(l.people).length : 0;
    state.hidden = false;
    state.className = 'strip gap' + (n ? ' warn' : '');
    state.textContent = n ? say.kept.replace('#', n) : known ? say.ready.replace('#', known) : say.none;
  };

  // --- without a network
  const keep = async (text, way, door, sequence) => {
    const seen = await look(text);
    if (!seen.good) { show('warn', seen.why, seen.known ? seen.known[1] : '', ''); return; }
    const number = text.includes('.') ? text.split('.')[2] : text;
    const before = (await kept()).filter(k => k.number === number).pop();
    const at = new Date().toISOString();
    await tx('kept', 'readwrite', s => s.put({ conf, sequence, at, badge: text, number, way, door }));
    const twice = way === 'in' && before && before.way === 'in';
    const who = seen.known;
    show(twice || !who ? 'warn' : 'good', twice ? say.twice : who ? say[way] : seen.why, who ? who[1] : number, who ? [who[2], who[3] && say.seat.replace('#', who[3]), say.badge.replace('#', number)].filter(Boolean).join(', ') : '');
  };
  const csv = s => /[",\n]/.test(s) ? '"' + s.replace(/"/g, '""') + '"' : s;
  const post = async (url, fields, key, wait) => {
    const stop = new AbortController(), timer = setTimeout(() => stop.abort(), wait);
    try {
      return await fetch(url, { method: 'POST', credentials: 'same-origin', signal: stop.signal, body: new URLSearchParams(fields), headers: { 'Idempotency-Key': key, Accept: 'application/json' } });
    } finally { clearTimeout(timer); }
  };
  let sending = false;
  const send = async () => {
    if (sending) return;
    sending = true;
    try {
      const d = await device();
      for (let all = await kept(); all.length; all = await kept()) {
        const some = all.slice(0, BATCH), rows = some.map(k => [d, String(k.sequence), k.at, k.badge, k.way, k.door].map(csv).join(','));
        const res = await post(form.dataset.bring, { list: 'device,sequence,at,badge,way,door\n' + rows.join('\n') + '\n' }, 'b' + d + '-' + some[0].sequence + '-' + some.length, 30000);
        if (!res.ok) break;
        for (const k of some) await tx('kept', 'readwrite', s => s.delete([k.conf, k.sequence]));
      }
    } catch { /* still no network */ } finally { sending = false; count(); }
  };

  // --- one passage
  let busy = Promise.resolve();
  const pass = async (text, way, door) => {
    // The number goes along, so that what is kept because the answer was lost counts once.
    const d = await device(), sequence = ((await get('sequence')) || 0) + 1;
    await put('sequence', sequence);
    let res;
    try { res = await post(form.action, { badge: text, way, door, device: d, sequence }, d + '-' + sequence, WAIT); } catch { res = null; }
    if (!res || res.status >= 500 || res.status === 429) { await keep(text, way, door, sequence); return count(); }
    if (res.status === 401 || res.redirected) { location.reload(); return; }
    const said = await res.json().catch(() => ({}));
    if (!res.ok) { show('warn', said.message || '', '', ''); return; }
    const page = await fetch(said.location, { credentials: 'same-origin' }).catch(() => null);
    if (!page || !page.ok) { show('good', say[way], text.split('.')[2] || text, ''); return; }
    const doc = new DOMParser().parseFromString(await page.text(), 'text/html');
    answer.replaceChildren(...[...doc.getElementById('door-answer').childNodes].map(n => document.importNode(n, true)));
    $('door-hall').textContent = doc.getElementById('door-hall').textContent;
    send();
  };
  const take = text => {
    text = text.trim().toUpperCase();
    if (text) busy = busy.then(() => pass(text, new FormData(form).get('way') || 'in', $('door').value.trim())).catch(() => {});
  };
  form.addEventListener('submit', e => { e.preventDefault(); take(badge.value); badge.value = ''; badge.focus(); });

  // --- the camera, where the browser reads codes itself
  const camera = async () => {
    const video = $('door-video'), reader = new BarcodeDetector({ formats: ['qr_code'] });
    video.srcObject = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } });
    video.hidden = false;
    await video.play();
    let last = '', at = 0;
    for (;;) {
      const found = await reader.detect(video).catch(() => []);
      if (found.length && (found[0].rawValue !== last || Date.now() - at > 5000)) { last = found[0].rawValue; at = Date.now(); take(last); }
      await new Promise(ok => setTimeout(ok, 200));
    }
  };
  if (window.BarcodeDetector && navigator.mediaDevices) {
    $('door-camera').hidden = false;
    $('door-camera').addEventListener('click', () => camera().catch(() => { $('door-camera').disabled = true; }));
  }
  addEventListener('online', send);
  setInterval(send, 20000);
  badge.focus();
  device().then(learn).catch(() => {}).then(send).then(count);
})();
