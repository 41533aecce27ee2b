/**
 * Looks into a page from inside, without its help: when can one click on Join,
 * when did one, and when was the first picture of somebody else on the screen?
 * The bare page and the product are watched by the very same lines.
 */
import type { BrowserContext, Page } from '@playwright/test';

/** All in milliseconds since the page's navigation began. */
export interface Marks {
  /** A button whose name begins with "Join" was in the page and could be clicked. */
  usable?: number;
  /** The click, as the browser dates it. */
  click?: number;
  /** The browser showed the first decoded frame of a track that came over a peer connection. */
  frame?: number;
}

declare global {
  interface Window {
    benchMarks: Marks;
    /** Settles when the mark is there. */
    benchMarked(mark: keyof Marks): Promise<Marks>;
    benchPeers: RTCPeerConnection[];
  }
}

/** Puts the observer into every page of the context, before any script of theirs. */
export const watchJoin = (context: BrowserContext): Promise<unknown> =>
  context.addInitScript(observe);

/**
 * Waits until the page has a mark, and gives all marks. It is told of it: to look at
 * every frame would make the browser draw one each time, beside what is measured.
 */
export async function untilMark(page: Page, mark: keyof Marks, timeout = 15_000): Promise<Marks> {
  const marks = page.evaluate((key) => window.benchMarked(key), mark);
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no ${mark} after ${timeout} ms`)), timeout);
  });
  try {
    return await Promise.race([marks, late]);
  } finally {
    clearTimeout(timer);
    // The page may be closed before it has it.
    marks.catch(() => undefined);
  }
}

/** Waits until the page has sent pictures of its own. */
export async function untilSending(page: Page): Promise<void> {
  await page.waitForFunction(
    async () => {
      const stats = await Promise.all(window.benchPeers.map((peer) => peer.getStats()));
      return stats
        .flatMap((report) => [...report.values()])
        .some(({ type, kind, framesSent }) => {
          return type === 'outbound-rtp' && kind === 'video' && framesSent > 0;
        });
    },
    undefined,
    { polling: 50, timeout: 15_000 },
  );
}

/** Runs in the page; must not use anything from outside itself. */
function observe(): void {
  const waiting = new Set<() => void>();
  const marks = new Proxy<Marks>(
    {},
    {
      set(target, key, value) {
        const set = Reflect.set(target, key, value);
        for (const look of waiting) look();
        return set;
      },
    },
  );
  window.benchMarks = marks;
  window.benchMarked = (mark) =>
    new Promise((resolve) => {
      const look = () => {
        if (marks[mark] === undefined) return;
        waiting.delete(look);
        resolve({ ...marks });
      };
      waiting.add(look);
      look();
    });
  window.benchPeers = [];
  const remote = new WeakSet<MediaStreamTrack>();
  const watched = new WeakSet<HTMLVideoElement>();

  const isJoin = (button: Element | null) =>
    /^\s*join/i.test(button?.getAttribute('aria-label') ?? button?.textContent ?? '');

  const look = () => {
    if (marks.usable !== undefined) return;
    for (const button of document.querySelectorAll('button')) {
      if (isJoin(button) && !button.disabled && button.getClientRects().length > 0) {
        marks.usable = performance.now();
      }
    }
  };
  new MutationObserver(look).observe(document, {
    subtree: true,
    childList: true,
    characterData: true,
    attributes: true,
    attributeFilter: ['disabled', 'aria-label', 'hidden'],
  });

  addEventListener(
    'click',
    (event) => {
      const target = event.target instanceof Element ? event.target.closest('button') : null;
      if (isJoin(target)) marks.click ??= event.timeStamp;
    },
    { capture: true },
  );

  const Original = window.RTCPeerConnection;
  window.RTCPeerConnection = class extends Original {
    constructor(configuration?: RTCConfiguration) {
      super(configuration);
      window.benchPeers.push(this);
      this.addEventListener('track', ({ track }) => remote.add(track));
    }
  };

  const watch = (video: HTMLVideoElement) => {
    if (watched.has(video)) return;
    watched.add(video);
    const onFrame = () => {
      const stream = video.srcObject;
      const tracks = stream instanceof MediaStream ? stream.getVideoTracks() : [];
      if (tracks.some((track) => remote.has(track))) marks.frame ??= performance.now();
      else video.requestVideoFrameCallback(onFrame);
    };
    video.requestVideoFrameCallback(onFrame);
  };
  const source = Object.getOwnPropertyDescriptor(HTMLMediaElement.prototype, 'srcObject');
  Object.defineProperty(HTMLMediaElement.prototype, 'srcObject', {
    configurable: true,
    get(this: HTMLMediaElement) {
      return source?.get?.call(this);
    },
    set(this: HTMLMediaElement, value: MediaProvider | null) {
      source?.set?.call(this, value);
      if (this instanceof HTMLVideoElement) watch(this);
    },
  });
}
