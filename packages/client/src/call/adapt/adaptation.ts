/**
 * What this device does by itself where its machine or its way up isn't enough:
 * takes a smaller picture, holds the picture back, makes the voice leaner; and
 * everything back when it is enough again. Looks at each measure; the decisions
 * are pure functions beside this file.
 */
import { beginning, holdsPictures, nextLine } from '@converge/protocol/thin-line';
import type { Clock } from '../../state/clock.ts';
import type { Log } from '../../state/log.ts';
import type { Scope } from '../../state/scope.ts';
import { createValue, type Value } from '../../state/value.ts';
import type { CallMeasure, CameraSize, LocalMedia, LocalSource } from '../types.ts';
import { coarsenessRules, coarsenessSign } from './coarseness.ts';
import { nextRung, topRung } from './ladder.ts';
import { cameraSizes, fullSize, machineRules, machineSign } from './machine.ts';
import { uplinkOf } from './uplink.ts';
import { nextVoice, type Voice, voiceAtFirst, voiceOf } from './voice.ts';

export interface Adaptation {
  /** What is taken of the camera at most: less where the machine doesn't keep up. */
  readonly size: Value<CameraSize>;
  /** The way up carries no picture beside the voice: none is sent. */
  readonly held: Value<boolean>;
  readonly voice: Value<Voice>;
  /** By so many steps a picture that is sent directly is coarser than it might be. */
  readonly coarser: Value<number>;
  /** How wide what is shared is by now: a window is resized without a word of the browser. */
  readonly shared: Value<SharedWidths>;
}

interface SharedWidths {
  readonly screen: number | null;
  readonly wallScreen: number | null;
}

export interface AdaptationOptions {
  readonly measures: Value<readonly CallMeasure[]>;
  readonly local: LocalMedia;
  readonly scope: Scope;
  readonly clock: Clock;
  readonly log: Log;
}

/** Ends with the scope, and then the camera is taken as large as it is. */
export function createAdaptation(options: AdaptationOptions): Adaptation {
  const { measures, local, scope, clock, log } = options;
  const size = createValue(fullSize);
  const held = createValue(false);
  const voice = createValue<Voice>('usual');
  const coarser = createValue(0);
  const shared = createValue<SharedWidths>({ screen: null, wallScreen: null }, sameWidths);
  let detail = topRung(clock.now(), coarsenessRules);
  let machine = topRung(clock.now(), machineRules);
  let line = beginning(clock.now());
  let care = voiceAtFirst(clock.now());
  let seen: CallMeasure | null = null;

  scope.onClose(
    measures.subscribe(() => {
      const latest = measures.get().at(-1);
      if (!latest || latest === seen) return;
      seen = latest;
      look(latest);
    }),
  );
  scope.onClose(() => void local.limitCamera(fullSize));
  scope.onClose(
    local.camera.subscribe(() => {
      // What was found out about a picture ends with it.
      if (local.camera.get().kind === 'off') hold(beginning(clock.now()), null);
    }),
  );

  return { size, held, voice, coarser, shared };

  function look(measure: CallMeasure): void {
    const camera = measure.streams.filter(
      ({ direction, source }) => direction === 'sent' && source === 'camera',
    );
    const encoded = camera.some(({ framesPerSecond }) => framesPerSecond > 0);
    lookAtMachine(measure, camera);
    if (holdsPictures(line) || (encoded && sendsCamera())) lookAtLine(measure, encoded);
    lookAtVoice(measure, encoded);
    lookAtDetail(measure);
    shared.set({ screen: widthOf(local.screen), wallScreen: widthOf(local.wallScreen) });
  }

  function sendsCamera(): boolean {
    return local.camera.get().kind === 'on';
  }

  function lookAtMachine(measure: CallMeasure, camera: CallMeasure['streams']): void {
    const before = machine.rung;
    machine = nextRung(machine, machineSign(camera), clock.now(), machineRules);
    if (machine.rung === before) return;
    const next = cameraSizes[machine.rung] ?? fullSize;
    log.info('camera size', {
      ...next,
      reason: machine.rung > before ? 'the machine is busy' : 'the machine keeps up',
      encoded: Math.round(Math.max(0, ...camera.map((one) => one.framesPerSecond))),
      limited: measure.limited,
    });
    void local.limitCamera(next).then(() => {
      if (!scope.closed && cameraSizes[machine.rung] === next) size.set(next);
    });
  }

  function lookAtLine(measure: CallMeasure, encoded: boolean): void {
    const carries = encoded ? uplinkOf(measure) : null;
    hold(nextLine(line, carries, clock.now()), carries);
  }

  function hold(next: typeof line, carries: number | null): void {
    line = next;
    if (holdsPictures(line) === held.get()) return;
    held.set(holdsPictures(line));
    log.info('picture held back', { held: held.get(), carries });
  }

  function lookAtVoice(measure: CallMeasure, encoded: boolean): void {
    const { outgoing, sent } = measure;
    care = nextVoice(
      care,
      { outgoing, sent, besidePicture: encoded, pictureHeld: held.get() },
      clock.now(),
    );
    const next = voiceOf(care);
    if (next === voice.get()) return;
    voice.set(next);
    log.info('voice', { voice: next, loss: sent.loss, carries: outgoing, held: held.get() });
  }

  /** Only of a picture that is sent directly; towards the server there are layers. */
  function lookAtDetail(measure: CallMeasure): void {
    const sign = measure.route?.to === 'person' ? coarsenessSign(measure) : 'unknown';
    detail = nextRung(detail, sign, clock.now(), coarsenessRules);
    if (detail.rung === coarser.get()) return;
    coarser.set(detail.rung);
    log.info('detail of the picture', { coarser: detail.rung, carries: measure.outgoing });
  }
}

function widthOf(source: Value<LocalSource>): number | null {
  const state = source.get();
  return state.kind === 'on' ? (state.track.getSettings().width ?? null) : null;
}

const sameWidths = (a: SharedWidths, b: SharedWidths): boolean =>
  a.screen === b.screen && a.wallScreen === b.wallScreen;
