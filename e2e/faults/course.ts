/**
 * What happened in a scene, by everybody's own account: the calls' logs at both ends,
 * the server's, and what the browsers count once a second. A scene that fails prints
 * it, so that it says by itself what decided: which layers were encoded, wished for
 * and sent on, what the lines were thought to carry, what the machine did, and when
 * lines and paths were begun anew.
 */
import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import type { TestHost } from './host.ts';

export interface Course {
  /** Listens to a page from now on. */
  follow(page: Page, who: string): void;
  /** Something was done to the scene. */
  note(what: string): void;
  /** All of it so far, in the order of time; `serverLog`: where the server writes. */
  tell(serverLog: string | null): Promise<string>;
  /** Nothing more is looked at. */
  stop(): void;
}

interface Entry {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly who: string;
  readonly what: string;
}

const LOOK_MS = 1_000;

/** What comes all the time and decides nothing: events, and requests that were answered. */
const CHATTER = /^converge: (event|request (?!.*error))/;

export function createCourse(): Course {
  const began = Date.now();
  const entries: Entry[] = [];
  const ends: (() => void)[] = [];
  const note = (who: string, what: string) => void entries.push({ at: Date.now(), who, what });

  return {
    follow(page, who) {
      page.on('console', (line) => {
        const text = line.text();
        if (!text.startsWith('converge: ') || CHATTER.test(text)) return;
        const at = Date.now();
        void inFull(line).then((what) => entries.push({ at, who, what }));
      });
      const timer = setInterval(() => {
        // A page that is busy, or closing, is looked at the next time.
        look(page).then(
          (what) => note(who, what),
          () => {},
        );
      }, LOOK_MS);
      ends.push(() => clearInterval(timer));
    },
    note: (what) => note('scene', what),
    async tell(serverLog) {
      const server = serverLog ? serverEntries(await readFile(serverLog, 'utf8')) : [];
      return [...entries, ...server]
        .sort((a, b) => a.at - b.at)
        .map(({ at, who, what }) => {
          const seconds = ((at - began) / 1_000).toFixed(2).padStart(7);
          return `${seconds}  ${who.padEnd(6)}  ${what}`;
        })
        .join('\n');
    },
    stop() {
      for (const end of ends) end();
    },
  };
}

/** A host whose course says what is done to it. */
export function noted(host: TestHost, course: Course): TestHost {
  const { line } = host;
  return {
    ...host,
    line: {
      wear(what) {
        course.note(`the line: ${JSON.stringify(what)}`);
        line.wear(what);
      },
      mend() {
        course.note('the line is whole again');
        line.mend();
      },
      confine: line.confine,
    },
    changeAddress() {
      course.note('another address');
      host.changeAddress();
    },
  };
}

/** The console shortens what has more than a few parts. */
async function inFull(line: {
  text(): string;
  args(): { jsonValue(): Promise<unknown> }[];
}): Promise<string> {
  const text = line.text();
  const [, details] = line.args();
  if (!details || !/Array\(|…/.test(text)) return text;
  try {
    const shown = JSON.stringify(await details.jsonValue());
    return `${text.slice(0, text.indexOf('{'))}${shown}`;
  } catch {
    // The page is gone by now.
    return text;
  }
}

/** What a page takes, sends and sees just now, as its browser counts it. */
const look = (page: Page): Promise<string> =>
  page.evaluate(async () => {
    const open = window.e2ePeers.filter(({ connectionState }) => connectionState !== 'closed');
    const reports = await Promise.all(open.map((peer) => peer.getStats()));
    const stats = reports.flatMap((report) => [...report.values()]);
    const of = (wanted: string) =>
      stats.filter(({ type, kind }) => type === wanted && kind === 'video');
    const size = (width = 0, height = 0, fps = 0) => `${width}x${height}@${Math.round(fps)}`;
    const kbps = (bits = 0) => `${Math.round(bits / 1_000)}k`;
    const taken = of('media-source').map((one) => size(one.width, one.height, one.framesPerSecond));
    const sent = of('outbound-rtp')
      .sort((a, b) => String(a.rid).localeCompare(String(b.rid)))
      .map(({ rid, active, frameWidth, frameHeight, framesPerSecond, targetBitrate }) =>
        active
          ? `${rid} ${size(frameWidth, frameHeight, framesPerSecond)} ${kbps(targetBitrate)}`
          : `${rid} off`,
      );
    const limits = new Set(of('outbound-rtp').map((one) => one.qualityLimitationReason));
    const seen = of('inbound-rtp').map(
      (one) =>
        `${size(one.frameWidth, one.frameHeight, one.framesPerSecond)} of ${one.framesDecoded}, ` +
        `${one.keyFramesDecoded} whole, ${one.pliCount} asked for, ${one.nackCount} nacks`,
    );
    const up = stats
      .filter(({ type, nominated }) => type === 'candidate-pair' && nominated)
      .flatMap(({ availableOutgoingBitrate: bits }) => (bits === undefined ? [] : [kbps(bits)]));
    const states = open.map((peer) => `${peer.connectionState}/${peer.iceConnectionState}`);
    return (
      `takes ${taken.join()}; sends ${sent.join(', ')} (limited by ${[...limits].join()}, ` +
      `up ${up.join()}); sees ${seen.join('; ')}; ${states.join(', ')}`
    );
  });

/** What the server's log says of the media. */
function serverEntries(log: string): Entry[] {
  return log.split('\n').flatMap((line) => {
    if (!/"callId"/.test(line)) return [];
    try {
      const { level: _level, time, callId: _callId, msg, ...details } = JSON.parse(line);
      return [{ at: Date.parse(time), who: 'server', what: `${msg} ${JSON.stringify(details)}` }];
    } catch {
      // The last line may be half written.
      return [];
    }
  });
}
