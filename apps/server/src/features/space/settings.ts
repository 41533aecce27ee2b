/** What is set for the space: what the environment fixes, else what an admin set, else a default. Pure. */
import { type Policy, Preset, presetPolicies, RoomAccess } from '@converge/protocol/permissions';
import {
  type Lockable,
  lockable,
  Retention,
  Settings,
  type UpdateSettingsBody,
} from '@converge/protocol/rest/admin';
import { RoomDefaults } from '@converge/protocol/rest/room-defaults';
import { Registration } from '@converge/protocol/rest/space';
import { REST_PREFIX } from '@converge/protocol/version';
import * as z from 'zod/mini';

/** What is stored under each key; what isn't there, or isn't understood any more, has its default. */
const kept = <T extends z.ZodMiniType>(type: T) => z.catch(z.optional(type), undefined);
export const Stored = z.object({
  name: kept(z.string()),
  /** The key of its picture among the blobs. */
  logo: kept(z.nullable(z.string())),
  registration: kept(Registration),
  defaults: kept(
    z.partialRecord(
      Preset,
      z.object({
        access: kept(RoomDefaults.shape.access),
        door: kept(RoomDefaults.shape.door),
        policy: kept(z.partial(RoomDefaults.shape.policy)),
      }),
    ),
  ),
  fileMaxMb: kept(Settings.shape.fileMaxMb),
  roomQuotaMb: kept(Settings.shape.roomQuotaMb),
  handInShare: kept(Settings.shape.handInShare),
  retention: kept(z.partial(Retention)),
  invitation: kept(z.string()),
  /** Of earlier versions. */
  meetingAccess: kept(RoomAccess),
  classAccess: kept(RoomAccess),
  retentionDays: kept(z.nullable(z.number())),
});
export type Stored = z.infer<typeof Stored>;

/** From the environment. */
export interface Given {
  readonly name: string;
  readonly registration: 'open' | 'closed';
  readonly fileMaxMb: number;
  readonly roomQuotaMb: number;
  /** Which of these somebody wrote there, and aren't defaults. */
  readonly locked: readonly Lockable[];
}

/** In hundredths. */
const defaultHandInShare = 25;
/** A browser keeps the key of a guest for thirty; what they left behind stays anyway. */
const defaultGuestDays = 90;

/** All that holds. `invitation`: what stands in the link, where none is stored. */
export function settingsOf(stored: Stored, given: Given, invitation: string): Settings {
  const fixed = (name: Lockable) => given.locked.includes(name);
  const { retention = {}, retentionDays = null } = stored;
  return {
    name: fixed('name') ? given.name : (stored.name ?? given.name),
    logo: stored.logo ? `${REST_PREFIX}/logo/${stored.logo}` : null,
    registration: fixed('registration')
      ? given.registration
      : (stored.registration ?? given.registration),
    defaults: mapPresets((preset) => defaultsOf(preset, stored)),
    fileMaxMb: fixed('fileMaxMb') ? given.fileMaxMb : (stored.fileMaxMb ?? given.fileMaxMb),
    roomQuotaMb: fixed('roomQuotaMb')
      ? given.roomQuotaMb
      : (stored.roomQuotaMb ?? given.roomQuotaMb),
    handInShare: stored.handInShare ?? defaultHandInShare,
    retention: {
      calls: retention.calls === undefined ? retentionDays : retention.calls,
      files: retention.files ?? null,
      log: retention.log ?? null,
      guests: retention.guests === undefined ? defaultGuestDays : retention.guests,
    },
    invitation,
    locked: lockable.filter(fixed),
  };
}

function defaultsOf(preset: Preset, stored: Stored): RoomDefaults {
  const set = stored.defaults?.[preset];
  const earlier = preset === 'meeting' ? stored.meetingAccess : stored.classAccess;
  return {
    // A class is for whoever is in the building: it stands on the main page.
    access: set?.access ?? earlier ?? (preset === 'class' ? 'open' : 'link'),
    door: set?.door ?? 'open',
    policy: withValues(presetPolicies[preset], set?.policy),
  };
}

/** What is to be stored for a change; single values of what consists of several stay. */
export function storedAfter(before: Settings, change: UpdateSettingsBody): Stored {
  const { defaults, retention, ...plain } = change;
  return {
    ...plain,
    ...(defaults && {
      defaults: mapPresets((preset) => merged(before.defaults[preset], defaults[preset])),
    }),
    ...(retention && { retention: { ...before.retention, ...withoutGaps(retention) } }),
  };
}

type Change = NonNullable<NonNullable<UpdateSettingsBody['defaults']>[Preset]>;

const merged = (before: RoomDefaults, change: Change | undefined): RoomDefaults => ({
  access: change?.access ?? before.access,
  door: change?.door ?? before.door,
  policy: withValues(before.policy, change?.policy),
});

const withValues = (
  policy: Policy,
  values: { [K in keyof Policy]?: Policy[K] | undefined } = {},
): Policy => ({ ...policy, ...withoutGaps(values) });

const mapPresets = <T>(of: (preset: Preset) => T): Record<Preset, T> =>
  Object.fromEntries(Preset.options.map((preset) => [preset, of(preset)])) as Record<Preset, T>;

const withoutGaps = <T extends object>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };

/**
 * What differs, for the log: `class.chat` -> `everyone`. The link of those who are
 * invited isn't among it, nor what nobody sets.
 */
export function differences(before: Settings, after: Settings): Record<string, string | null> {
  const [old, now] = [flat(shown(before)), flat(shown(after))];
  return Object.fromEntries(Object.entries(now).filter(([key, value]) => old[key] !== value));
}

const shown = ({
  defaults,
  retention,
  invitation: _i,
  locked: _l,
  logo: _o,
  ...plain
}: Settings) => ({
  ...plain,
  ...defaults,
  retention,
});

function flat(values: object, prefix = ''): Record<string, string | null> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([key, value]) =>
      // The policy's own name would say nothing: `class.chat`, not `class.policy.chat`.
      typeof value === 'object' && value !== null
        ? Object.entries(flat(value, key === 'policy' ? prefix : `${prefix}${key}.`))
        : [[`${prefix}${key}`, value === null ? null : String(value)]],
    ),
  );
}
