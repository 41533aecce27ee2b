import type { KeyboardEvent as ReactKeyboardEvent } from 'react';
import type { Shortcut } from '../../../design/shortcuts/registry.ts';
import { useShortcuts } from '../../../design/shortcuts/use-shortcuts.ts';
import { useWords } from '../../../i18n/words.ts';
import type { PersonModel } from '../model/people.ts';
import type { PeopleActions } from './people-panel.tsx';

/** Keys for what one does to the person whose line has the focus. What is in their menu stands there, too. */
export const personKeys = {
  mute: 'shift+m',
  floor: 'shift+f',
  lowerHand: 'shift+h',
  remove: 'delete',
} as const;

const lines = '[data-person]';

/**
 * Leading by keys: arrows walk from person to person, and each act has its key.
 * With Shift, since the same letters alone are about oneself.
 */
export function usePeopleKeys(people: readonly PersonModel[], actions: PeopleActions) {
  const t = useWords('call');
  const leads = people.some(({ may }) => Object.values(may).includes(true));
  const act =
    (may: keyof PersonModel['may'], run: (person: PersonModel) => void) =>
    ({ target }: KeyboardEvent) => {
      const id = target instanceof Element && target.closest(lines)?.getAttribute('data-person');
      const person = people.find(({ participantId }) => participantId === id);
      if (person?.may[may]) run(person);
    };
  const shortcuts: Shortcut[] = [
    { keys: 'up down home end', label: t('keys.people.walk') },
    {
      keys: personKeys.mute,
      label: t('people.mute'),
      run: act('mute', ({ participantId }) => actions.mute(participantId)),
    },
    {
      keys: personKeys.floor,
      label: t('keys.floor'),
      run: act('grant', ({ participantId, rights }) => {
        const has = rights.some(({ capability, allowed }) => capability === 'speak' && allowed);
        if (has) actions.takeBack(participantId, 'speak');
        else actions.giveFloor(participantId, 'speak');
      }),
    },
    {
      keys: personKeys.lowerHand,
      label: t('people.lowerHand'),
      run: act('lowerHand', ({ participantId }) => actions.lowerHand(participantId)),
    },
    {
      keys: personKeys.remove,
      label: t('people.remove'),
      run: act('remove', ({ participantId }) => actions.remove(participantId)),
    },
  ];
  useShortcuts({ id: 'people', title: t('keys.people.scope') }, leads ? shortcuts : []);
  return leads ? walk : undefined;
}

/** From one line's menu to the next one's. */
function walk(event: ReactKeyboardEvent<HTMLElement>): void {
  const buttons = [
    ...event.currentTarget.querySelectorAll<HTMLElement>(`${lines} [aria-haspopup=menu]`),
  ];
  const line = event.target instanceof Element ? event.target.closest(lines) : null;
  const at = buttons.findIndex((button) => line?.contains(button));
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: buttons.length - 1 }[event.key];
  if (at === -1 || to === undefined) return;
  event.preventDefault();
  buttons[Math.max(0, Math.min(buttons.length - 1, to))]?.focus();
}
