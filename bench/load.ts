/**
 * `npm run bench -- load`
 *
 * What the browser has to fetch and parse until the main page, the join page and
 * a room can be used, each in a new profile with nothing cached.
 */

import { launchBrowser } from '@converge/e2e/harness/chromium';
import { startServer } from '@converge/e2e/harness/server';
import { createAccount, createRoom, type Visitor } from '@converge/e2e/harness/visitor';
import { type Browser, expect, type Page } from '@playwright/test';
import { budgets } from '../tools/lib/budgets.mjs';
import { type Cell, Report } from './lib/report.ts';
import { type Traffic, TrafficMeter } from './lib/traffic.ts';

interface Visit {
  readonly name: string;
  readonly path: string;
  readonly visitor?: Visitor;
  /** Resolves when the page can be used. */
  usable(page: Page): Promise<void>;
  /** Bytes of compressed JavaScript until then. */
  readonly budget?: number;
}

interface Seen {
  readonly usable: Traffic;
  readonly idle: Traffic;
  readonly milliseconds: number;
}

async function look(browser: Browser, origin: string, visit: Visit): Promise<Seen> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 720 } });
  const cookies = [...(visit.visitor?.cookies ?? [])];
  await context.addCookies(cookies.map(([name, value]) => ({ name, value, url: origin })));
  const page = await context.newPage();
  const meter = await TrafficMeter.attach(page);
  const began = performance.now();
  await page.goto(`${origin}${visit.path}`, { waitUntil: 'commit' });
  await visit.usable(page);
  const milliseconds = performance.now() - began;
  const usable = meter.now();
  await page.waitForLoadState('networkidle');
  const idle = meter.now();
  await context.close();
  return { usable, idle, milliseconds };
}

const report = new Report('load');
const server = await startServer({ web: true, env: { LOG_LEVEL: 'warn' } });
const browser = await launchBrowser();
try {
  const owner = await createAccount(server.url, 'Owner');
  const room = await createRoom(owner, { name: 'Physics', access: 'open' });
  const visits: Visit[] = [
    {
      name: 'main page',
      path: '/',
      usable: (page) => expect(page.getByText('Physics')).toBeVisible(),
      budget: budgets.main.bytes,
    },
    {
      name: 'join page',
      path: `/join/${room.code}`,
      usable: (page) => expect(page.getByRole('button', { name: /^join/i })).toBeEnabled(),
      budget: budgets.join.bytes,
    },
    {
      name: 'room',
      path: `/rooms/${room.id}`,
      visitor: owner,
      usable: (page) => expect(page.getByRole('textbox', { name: /message/i })).toBeVisible(),
    },
  ];
  const kB = (bytes: number) => bytes / 1000;
  const rows: Cell[][] = [];
  const data: Record<string, Seen> = {};
  for (const visit of visits) {
    const seen = await look(browser, server.url, visit);
    data[visit.name] = seen;
    for (const [when, traffic] of [
      ['usable', seen.usable],
      ['idle', seen.idle],
    ] as const) {
      rows.push([
        `${visit.name}, ${when}`,
        traffic.requests,
        kB(traffic.bytes),
        traffic.scripts,
        kB(traffic.scriptBytes),
        kB(traffic.parsedScriptBytes),
        when === 'usable' ? Math.round(seen.milliseconds) : null,
      ]);
    }
    if (visit.budget !== undefined) {
      // What is fetched ahead after that moment (the call's engine) keeps nobody waiting; the table has it.
      const bytes = seen.usable.scriptBytes;
      report.verdict(
        `JavaScript of the ${visit.name}`,
        `≤ ${kB(visit.budget)} kB`,
        `${kB(bytes).toFixed(1)} kB`,
        bytes <= visit.budget,
      );
    }
  }
  report.table({
    title: 'What a page loads, nothing cached (1 kB = 1000 bytes)',
    columns: ['', 'requests', 'all kB', 'scripts', 'script kB', 'parsed kB', 'ms'],
    rows,
  });
  report.save(data);
} finally {
  await browser.close();
  await server.dispose();
}
