import { Allowance, Capability, RoomAccess, RoomDoor } from '@converge/protocol/permissions';
import type { AuditEntry } from '@converge/protocol/rest/moderation';
import { type Translate, useWords } from '../../../i18n/words.ts';

/** Words for a line of the log, in the reader's language. */
export function useAuditWords(): (entry: AuditEntry) => string {
  const t = useWords('leading');
  const dialogs = useWords('roomDialogs');
  const common = useWords('common');
  return (entry) => {
    const { details } = entry;
    const values = { by: entry.by.name, target: entry.target?.name ?? '' };
    switch (entry.action) {
      case 'policy':
        return t('act.policy', { ...values, what: policyWords(dialogs, details) });
      case 'access': {
        const access = RoomAccess.safeParse(details.access);
        const what = access.success ? common(`access.${access.data}`) : '';
        return t('act.access', { ...values, what });
      }
      case 'door': {
        const door = RoomDoor.safeParse(details.door);
        return t('act.door', { ...values, what: door.success ? dialogs(`door.${door.data}`) : '' });
      }
      case 'grant': {
        const capability = Capability.safeParse(details.capability);
        const what = capability.success ? dialogs(`capability.${capability.data}`) : '';
        return t(`act.${grantKind(details.allowed)}`, { ...values, what });
      }
      case 'muteAll':
        return t(details.mayUnmute === false ? 'act.muteAllFirm' : 'act.muteAll', values);
      case 'stop':
        return t(stopKind(details.source), values);
      case 'ban':
        return t(details.address === true ? 'act.banAddress' : 'act.ban', values);
      case 'wall':
        return t(details.open === true ? 'act.wallOpen' : 'act.wallClose', values);
      case 'appoint':
        return t(details.role === 'moderator' ? 'act.appoint' : 'act.dismiss', values);
      case 'lobbySay':
        return details.text === ''
          ? t('act.lobbyUnsay', values)
          : t('act.lobbySay', { ...values, what: String(details.text) });
      case 'deleteFile':
      case 'restoreFile':
        return t(`act.${entry.action}`, { ...values, what: String(details.name) });
      case 'lowerHand':
      case 'lowerHands':
      case 'mute':
      case 'remove':
      case 'unban':
      case 'admit':
      case 'refuse':
      case 'publishQuestion':
      case 'dismissQuestion':
      case 'handOver':
      case 'stage':
      case 'unstage':
      case 'end':
        return t(`act.${entry.action}`, values);
      default:
        return entry.action satisfies never;
    }
  };
}

type Detail = AuditEntry['details'][string] | undefined;

function stopKind(source: Detail): 'act.stopScreen' | 'act.stopWallScreen' | 'act.stopCamera' {
  if (source === 'wallScreen') return 'act.stopWallScreen';
  return source === 'screen' ? 'act.stopScreen' : 'act.stopCamera';
}

function grantKind(allowed: Detail): 'give' | 'take' | 'back' {
  if (allowed === true) return 'give';
  return allowed === false ? 'take' : 'back';
}

/** "Speak: Everybody, Chat: Only who leads". */
function policyWords(t: Translate<'roomDialogs'>, details: AuditEntry['details']): string {
  return Object.entries(details)
    .flatMap(([key, value]) => {
      const [capability, allowance] = [Capability.safeParse(key), Allowance.safeParse(value)];
      if (!capability.success || !allowance.success) return [];
      return [`${t(`capability.${capability.data}`)}: ${t(`allow.${allowance.data}`)}`];
    })
    .join(', ');
}
