/** What a page brings over the line, counted by the browser itself. */
import type { CDPSession, Page } from '@playwright/test';

export interface Traffic {
  readonly requests: number;
  /** Everything with headers, compressed as it travelled. */
  readonly bytes: number;
  readonly scripts: number;
  /** Bodies and headers of scripts, compressed as they travelled. */
  readonly scriptBytes: number;
  /** What of them the engine has to parse: after decompression. */
  readonly parsedScriptBytes: number;
}

interface Entry {
  script: boolean;
  transferred: number;
  decoded: number;
}

export class TrafficMeter {
  readonly #entries = new Map<string, Entry>();

  /** Begins to count; call it before the navigation. */
  static async attach(page: Page): Promise<TrafficMeter> {
    const meter = new TrafficMeter();
    const session: CDPSession = await page.context().newCDPSession(page);
    session.on('Network.requestWillBeSent', ({ requestId }) => void meter.#entry(requestId));
    session.on('Network.responseReceived', ({ requestId, type }) => {
      meter.#entry(requestId).script = type === 'Script';
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
    const entry: Entry = { script: false, transferred: 0, decoded: 0 };
    this.#entries.set(id, entry);
    return entry;
  }

  /** All that has finished loading until now. */
  now(): Traffic {
    const all = [...this.#entries.values()];
    const scripts = all.filter(({ script }) => script);
    const sum = (entries: Entry[], field: 'transferred' | 'decoded') =>
      entries.reduce((total, entry) => total + entry[field], 0);
    return {
      requests: all.length,
      bytes: sum(all, 'transferred'),
      scripts: scripts.length,
      scriptBytes: sum(scripts, 'transferred'),
      parsedScriptBytes: sum(scripts, 'decoded'),
    };
  }
}
