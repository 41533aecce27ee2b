/**
 * Notices within a second that nothing comes through any more, which browsers say
 * only after five (SPEC RT-11). Media is the best sign of life there is, since it
 * is always under way: what is sent is answered by reports several times a second.
 * When it stops, the line to the server is asked; where that lives, the path alone
 * is broken, and where it doesn't, the network is another one. And where the media
 * is back first, the line is looked for at once.
 */
import type { types } from 'mediasoup-client';
import type { Connection } from '../realtime/connection.ts';
import type { Clock } from '../state/clock.ts';
import type { Log } from '../state/log.ts';
import type { Scope } from '../state/scope.ts';
import { isSilent, nextPulse, type Pulse, pulseAtFirst } from './pulse.ts';
import { Path } from './quality/sample.ts';

export interface SilenceWatchOptions {
  readonly send: types.Transport;
  readonly receive: types.Transport;
  readonly connection: Connection;
  readonly scope: Scope;
  readonly clock: Clock;
  readonly log: Log;
  /** Nothing comes, though the line to the server lives. */
  readonly onSilent: () => void;
}

const LOOK_MS = 200;
/** What is received is many streams, and each look counts them all. */
const IDLE_LOOK_MS = 600;
/** Who has sent nothing for so long gets no reports: then what is received tells. */
const IDLE_MS = 2_000;
/** How long the line's answer may take, and how many round trips of the path at least. */
const PATIENCE_MS = 400;
const PATIENCE_TRIPS = 2;
/** A path whose line lives gets this much time to come back by itself. */
const HICCUP_MS = 1_200;

/** Looks until the scope closes. */
export function watchSilence(options: SilenceWatchOptions): void {
  const { send, receive, connection, scope, clock, log } = options;
  const sending = createEar(send, (path) => path.sentPackets());
  // Of what is only received nobody knows what should come; its silence is a question, and no more.
  const receiving = createEar(receive, () => null);
  let sentAt = clock.now();
  /** What is received tells, since nothing is sent. */
  let idle = true;
  let asked: Question | null = null;
  let stopTimer = () => {};

  scope.onClose(() => stopTimer());
  wait();

  function wait(): void {
    stopTimer = clock.after(idle ? IDLE_LOOK_MS : LOOK_MS, () => {
      void look()
        .catch((error: unknown) => {
          // A transport that closes meanwhile, or a browser that doesn't want to count now.
          if (!scope.closed) log.debug('nothing was heard of a path', { error });
        })
        .finally(() => {
          if (!scope.closed) wait();
        });
    });
  }

  async function look(): Promise<void> {
    const before = sending.pulse?.sent;
    await sending.look(clock);
    if (sending.pulse?.sent !== before) sentAt = clock.now();
    idle = !sending.pulse || clock.now() - sentAt >= IDLE_MS;
    if (idle) await receiving.look(clock);
    else receiving.forget();
    if (!scope.closed) judge(idle ? receiving : sending);
  }

  function judge(ear: Ear): void {
    const { pulse } = ear;
    // Where the path carries again, the way to the server is there, though no line may be.
    if (asked?.of === ear && pulse && pulse.heardAt > asked.heardAt) connection.hurry();
    if (!pulse || !isSilent(pulse, clock.now())) {
      asked = null;
    } else if (asked?.of !== ear || asked.heardAt !== pulse.heardAt || isAnotherNow(asked)) {
      ask(ear, pulse);
    } else if (asked.alive && ear === sending && clock.now() - pulse.heardAt >= HICCUP_MS) {
      options.onSilent();
    }
  }

  /** The line that was asked is lost; the one that followed says nothing of the path before it is asked. */
  function isAnotherNow({ alive }: Question): boolean {
    return alive === false && connection.state.get().kind === 'online';
  }

  function ask(of: Ear, { heardAt }: Pulse): void {
    const question: Question = { of, heardAt, alive: null };
    asked = question;
    log.debug('a path is silent', { direction: of.direction });
    const patience = Math.max(PATIENCE_MS, PATIENCE_MS / 2 + PATIENCE_TRIPS * of.roundTrip);
    const still = () => !scope.closed && of.pulse?.heardAt === heardAt;
    void connection.doubt(patience, still).then((alive) => {
      question.alive = alive;
    });
  }
}

/** What the line was asked when a path fell silent. */
interface Question {
  readonly of: Ear;
  /** When something last came by the path. */
  readonly heardAt: number;
  /** null: it hasn't answered yet. */
  alive: boolean | null;
}

/** One transport, listened to while it has a path. */
interface Ear {
  readonly direction: types.Transport['direction'];
  /** null: it has no path, or was looked at only once. */
  readonly pulse: Pulse | null;
  /** Milliseconds, as far as it is known. */
  readonly roundTrip: number;
  look(clock: Clock): Promise<void>;
  forget(): void;
}

function createEar(transport: types.Transport, sentBy: (path: Path) => number | null): Ear {
  let pulse: Pulse | null = null;
  let roundTrip = 0;
  return {
    direction: transport.direction,
    get pulse() {
      return pulse;
    },
    get roundTrip() {
      return roundTrip;
    },
    async look(clock) {
      if (transport.connectionState !== 'connected') {
        pulse = null;
        return;
      }
      const path = new Path([...(await transport.getStats()).values()]);
      const seen = { heard: path.heard(), sent: sentBy(path), now: clock.now() };
      roundTrip = path.roundTrip() ?? roundTrip;
      pulse = pulse ? nextPulse(pulse, seen) : pulseAtFirst(seen);
    },
    forget() {
      pulse = null;
    },
  };
}
