import { launchBrowser } from '@converge/e2e/harness/chromium';
import type { Browser } from '@playwright/test';
import { untilMark, untilSending, watchJoin } from './lib/first-frame.ts';
import { floorSide, productSide, type Side } from './lib/join-sides.ts';

function trace() {
  const t: [number, string][] = [];
  (window as any).trace = t;
  const mark = (s: string) => t.push([performance.now(), s]);
  const f = window.fetch;
  window.fetch = async (...a: any[]) => { const u = String((a[0] as any)?.url ?? a[0]); mark('fetch> ' + u.slice(-40)); const r = await (f as any)(...a); mark('fetch< ' + u.slice(-40)); return r; };
  const W = window.WebSocket;
  window.WebSocket = class extends W {
    constructor(u: any, p?: any) { super(u, p); mark('ws new'); this.addEventListener('open', () => mark('ws open')); this.addEventListener('message', (e) => mark('ws< ' + String(e.data).slice(0, 46) + ' ' + String(e.data).length)); }
    override send(d: any) { mark('ws> ' + String(d).slice(0, 46)+ ' ' + String(d).length); super.send(d); }
  } as any;
  const P = window.RTCPeerConnection;
  let n = 0;
  window.RTCPeerConnection = class extends P {
    id = n++;
    constructor(c?: any) { super(c); mark('pc new ' + this.id); this.addEventListener('connectionstatechange', () => mark(`pc${this.id} ${this.connectionState}`)); this.addEventListener('iceconnectionstatechange', () => mark(`pc${this.id} ice ${this.iceConnectionState}`)); this.addEventListener('track', (e) => { mark(`pc${this.id} track ${e.track.kind}`); e.track.addEventListener('unmute', () => mark(`pc${this.id} unmute ${e.track.kind}`)); }); }
  } as any;
  for (const m of ['createOffer', 'createAnswer', 'setLocalDescription', 'setRemoteDescription'] as const) {
    const o = (P.prototype as any)[m];
    (P.prototype as any)[m] = async function (...a: any[]) { mark(`pc${this.id} ${m}>`); const r = await o.apply(this, a); mark(`pc${this.id} ${m}<`); return r; };
  }
  new PerformanceObserver((l) => { for (const e of l.getEntries()) t.push([e.startTime, `LONG ${Math.round(e.duration)}`]); }).observe({ type: 'longtask', buffered: true });
}

async function arrive(browser: Browser, side: Side, url: string, name: string) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 720 } });
  await context.addInitScript(trace);
  await watchJoin(context);
  const page = await context.newPage();
  await page.goto(url, { waitUntil: 'commit' });
  await untilMark(page, 'usable');
  await side.prepare(page, name);
  await page.waitForFunction(() => [...document.querySelectorAll('video')].some(({ videoWidth }) => videoWidth > 0));
  return { context, page };
}
const which = process.argv[2] === 'floor' ? floorSide : productSide;
const side = await which();
const browser = await launchBrowser();
try {
  const rounds = Number(process.argv[3] ?? 3);
  for (let i = 0; i < rounds; i++) {
    const url = await side.nextRoom();
    const b = await arrive(browser, side, url, 'Bruno');
    await b.page.getByRole('button', { name: /^join/i }).click();
    await untilSending(b.page);
    const a = await arrive(browser, side, url, 'Alma');
    await new Promise((r) => setTimeout(r, 1500));
    await a.page.getByRole('button', { name: /^join/i }).click();
    const marks = await untilMark(a.page, 'frame');
    await untilMark(b.page, 'frame');
    const events = await a.page.evaluate(() => (window as any).trace as [number, string][]);
    console.log('--- round', i, 'frame', Math.round(marks.frame! - marks.click!));
    if (i === rounds - 1) for (const [at, what] of events.sort((x, y) => x[0] - y[0])) if (at > marks.click! - 5 && at < marks.frame! + 30) console.log(String(Math.round(at - marks.click!)).padStart(6), what);
    await Promise.all([a.context.close(), b.context.close()]);
  }
} finally { await browser.close(); await side.stop(); }
