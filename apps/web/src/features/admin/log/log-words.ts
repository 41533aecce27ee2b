import {
  Allowance,
  Capability,
  Preset,
  RoomAccess,
  RoomDoor,
} from '@converge/protocol/permissions';
import { Lockable } from '@converge/protocol/rest/admin';
import type { LogEntry } from '@converge/protocol/rest/log';
import { SpaceAct } from '@converge/protocol/rest/log';
import { AuditAction } from '@converge/protocol/rest/moderation';
import { Registration } from '@converge/protocol/rest/space';
import { useFormat } from '../../../i18n/format.ts';
import { useWords } from '../../../i18n/words.ts';
import { useAuditWords } from '../../call/leading/audit-words.ts';

type Detail = LogEntry['details'][string];

/** Words for a line of the space's log: of rooms as in their own, of the space here. */
export function useLogWords(): (entry: LogEntry) => string {
  const t = useWords('adminLog');
  const people = useWords('adminPeople');
  const format = useFormat();
  const ofRoom = useAuditWords();
  const settings = useSettingWords();
  return (entry) => {
    const { act, details } = entry;
    const inRoom = AuditAction.safeParse(act);
    if (inRoom.success) return ofRoom({ ...entry, action: inRoom.data });
    const values = {
      by: entry.by.name,
      target: entry.target?.name ?? '',
      room: entry.room?.name ?? '',
    };
    const space = SpaceAct.parse(act);
    switch (space) {
      case 'role':
        return t('act.role', { ...values, role: roleWord(people, details.role) });
      case 'makePerson':
      case 'importPerson':
        return t(`act.${space}`, { ...values, role: roleWord(people, details.role) });
      case 'settings':
        return t('act.settings', { ...values, what: settings(details) });
      case 'logo':
        return t(details.kind === null ? 'act.logo.removed' : 'act.logo', values);
      case 'quota': {
        const bytes = Number(details.quotaMb) * 1024 * 1024;
        return details.quotaMb === null
          ? t('act.quota.space', values)
          : t('act.quota', { ...values, size: format.bytes(bytes) });
      }
      case 'forget':
        return t('act.forget', { ...values, ...counts(details) });
      case 'deletePerson':
      case 'link':
      case 'disable':
      case 'enable':
      case 'invitation':
      case 'archiveRoom':
      case 'restoreRoom':
      case 'deleteRoom':
        return t(`act.${space}`, values);
      default:
        return space satisfies never;
    }
  };
}

const roles = ['admin', 'teacher', 'member'] as const;

function roleWord(t: ReturnType<typeof useWords<'adminPeople'>>, role: Detail | undefined): string {
  const known = roles.find((one) => one === role);
  return known ? t(`role.${known}`) : '';
}

const counts = ({ files, calls, log, guests }: LogEntry['details']) => ({
  files: String(files ?? 0),
  calls: String(calls ?? 0),
  log: String(log ?? 0),
  guests: String(guests ?? 0),
});

/** "Name: School 17, Class, Speak: Everybody". */
function useSettingWords(): (details: LogEntry['details']) => string {
  const t = useWords('adminSettings');
  const common = useWords('common');
  const dialogs = useWords('roomDialogs');

  /** Of a preset's values: the door, who enters, or a capability. */
  function ofPreset(name: string, value: string): string {
    if (name === 'access') {
      const access = RoomAccess.safeParse(value);
      return `${t('access')}: ${access.success ? common(`access.${access.data}`) : value}`;
    }
    if (name === 'door') {
      const door = RoomDoor.safeParse(value);
      return `${dialogs('door')}: ${door.success ? dialogs(`door.${door.data}`) : value}`;
    }
    const [capability, allowance] = [Capability.safeParse(name), Allowance.safeParse(value)];
    const what = capability.success ? dialogs(`capability.${capability.data}`) : name;
    return `${what}: ${allowance.success ? dialogs(`allow.${allowance.data}`) : value}`;
  }

  function one(key: string, detail: Detail): string {
    const value = detail === null ? '' : String(detail);
    const [first = '', second = ''] = key.split('.');
    const preset = Preset.safeParse(first);
    if (preset.success) return `${common(`preset.${preset.data}`)}, ${ofPreset(second, value)}`;
    if (
      key === 'retention.calls' ||
      key === 'retention.files' ||
      key === 'retention.log' ||
      key === 'retention.guests'
    ) {
      const days = t('retention.days', { count: Number(value) });
      return `${t(key)}: ${detail === null ? t('retention.never') : days}`;
    }
    if (key === 'registration') {
      const who = Registration.safeParse(value);
      return `${t('registration')}: ${who.success ? t(`registration.${who.data}`) : value}`;
    }
    if (key === 'handInShare') return `${t('handInShare')}: ${value} %`;
    const plain = Lockable.safeParse(key);
    if (!plain.success) return `${key}: ${value}`;
    const unit = plain.data === 'name' ? '' : ` ${t('mebibytes')}`;
    return `${t(plain.data)}: ${value}${unit}`;
  }

  return (details) =>
    Object.entries(details)
      .map(([key, detail]) => one(key, detail))
      .join('; ');
}
