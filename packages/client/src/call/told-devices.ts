/**
 * Tells whoever leads the room which devices are in use, as far as the person
 * lets it: after each admission, and when they change (SPEC MON-4).
 */
import { ConvergeError } from '@converge/protocol/errors';
import type { RoomId } from '@converge/protocol/ids';
import { callDevices, type DeviceLabels } from '@converge/protocol/realtime/call';
import type { Connection } from '../realtime/connection.ts';
import type { Log } from '../state/log.ts';
import type { Scope } from '../state/scope.ts';
import type { Value } from '../state/value.ts';
import type { CallState } from './types.ts';

export interface ToldDevicesOptions {
  readonly connection: Connection;
  readonly roomId: RoomId;
  readonly state: Value<CallState>;
  /** null: nothing is told. */
  readonly devices: Value<DeviceLabels | null>;
  readonly log: Log;
  readonly scope: Scope;
}

export function keepDevicesTold(options: ToldDevicesOptions): void {
  const { connection, roomId, state, devices, log, scope } = options;
  /** What the server knows, as JSON. */
  let told = nothing;
  let inside = false;

  scope.onClose(state.subscribe(follow));
  scope.onClose(devices.subscribe(follow));

  function follow(): void {
    const wasInside = inside;
    inside = state.get().kind === 'in';
    if (!inside) return;
    const now = devices.get();
    const written = JSON.stringify(now);
    // Another server, or another seat, may know nothing: said again even if it is the same.
    if (written === told && (wasInside || written === nothing)) return;
    told = written;
    connection
      .request(callDevices, { roomId, devices: now }, { offline: 'fail' })
      .catch((error: unknown) => {
        log.debug('the devices were not told', {
          code: error instanceof ConvergeError ? error.code : null,
        });
      });
  }
}

const nothing = JSON.stringify(null);
