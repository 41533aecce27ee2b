/** From what keeps a device from working to words: what it is, and the way out. */
import type { DeviceProblem, LocalSource } from '@converge/client/call/types';
import type { Key } from '../../../i18n/keys.ts';
import type { Translate } from '../../../i18n/words.ts';
import type { Browser, System } from './browser.ts';

export type Faulty = 'microphone' | 'camera' | 'both' | 'screen';

export interface ProblemWords {
  readonly title: string;
  readonly help: string;
  /** Whether trying again can help without doing anything else first. */
  readonly retry: boolean;
}

export interface Fault {
  readonly what: Faulty;
  readonly problem: DeviceProblem;
}

/** The faults of both, as one where they are the same: nothing is said twice. */
export function faultsOf(microphone: LocalSource, camera: LocalSource): Fault[] {
  const m = microphone.kind === 'failed' ? microphone.problem : null;
  const c = camera.kind === 'failed' ? camera.problem : null;
  if (m !== null && m === c) return [{ what: 'both', problem: m }];
  return [
    ...(m === null ? [] : [{ what: 'microphone', problem: m } as const]),
    ...(c === null ? [] : [{ what: 'camera', problem: c } as const]),
  ];
}

export function problemWords(
  t: Translate<'devices'>,
  { what, problem }: Fault,
  browser: Browser,
  system: System,
): ProblemWords {
  return {
    title: t('problem.title', { what: t(`what.${what}`), problem: t(`problem.${problem}`) }),
    help: t(helpKey(what, problem, browser, system)),
    retry: problem !== 'insecure-context' && problem !== 'unsupported' && problem !== 'not-allowed',
  };
}

function helpKey(
  what: Faulty,
  problem: DeviceProblem,
  browser: Browser,
  system: System,
): Key<'devices'> {
  if (problem === 'denied')
    return what === 'screen' ? 'help.denied.screen' : `help.denied.${browser}`;
  if (problem === 'denied-by-system') return `help.denied-by-system.${system}`;
  return `help.${problem}`;
}
