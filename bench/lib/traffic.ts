/** What a page brings over the line, counted by the browser itself. */
import type { CDPSession, Page } from '@playwright/test';

export interface Traffic {
  readonly requests: number;
  /** Everything with headers, compressed as it travelled. */
  readonly bytes: number;
  readonly scripts: number;
  /** Bodies of scripts, compressed as they travelled. */
  readonly scriptBytes: number;
  /** What of them the engine has to parse: after decompression. */
  readonly parsedScriptBytes: number;
}

interface Entry {
  script: boolean;
  /** Headers and body. */
  transferred: number;
  headers: number;
  decoded: number;
}

export class TrafficMeter {
  readonly #entries = new Map<string, Entry>();

  /** Begins to count; call it before the navigation. */
  static async attach(page: Page): Promise<TrafficMeter> {
    const meter = new TrafficMeter();
    const session: CDPSession = await page.context().newCDPSession(page);
    session.on('Network.requestWillBeSent', ({ requestId }) => void meter.#entry(requestId));
    session.on('Network.responseReceived', ({ requestId, type, response }) => {
      const entry = meter.#entry(requestId);
      entry.script = type === 'Script';
      entry.headers = response.encodedDataLength;
    });
    session.on('Network.dataReceived', ({ requestId, dataLength }) => {
      meter.#entry(requestId).decoded += dataLength;
    });
    session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
      meter.#entry(requestId).transferred = encodedDataLength;
    });
    await session.send('Network.enable');
    return meter;
  }

  #entry(id: string): Entry {
    const known = this.#entries.get(id);
    if (known) return known;
    const entry: Entry = { script: false, transferred: 0, headers: 0, decoded: 0 };
    this.#entries.set(id, entry);
    return entry;
  }

  /** All that has finished loading until now. */
  now(): Traffic {
    const all = [...this.#entries.values()];
    const scripts = all.filter(({ script }) => script);
    const sum = (entries: Entry[], field: 'transferred' | 'headers' | 'decoded') =>
      entries.reduce((total, entry) => total + entry[field], 0);
    return {
      requests: all.length,
      bytes: sum(all, 'transferred'),
      scripts: scripts.length,
      scriptBytes: sum(scripts, 'transferred') - sum(scripts, 'headers'),
      parsedScriptBytes: sum(scripts, 'decoded'),
    };
  }
}
