/**
 * Which browser and system it is, for one purpose only: to say where the switch
 * for camera and microphone is. What a browser can do is asked of the browser.
 */
export type Browser = 'chrome' | 'firefox' | 'safari' | 'ios' | 'android' | 'other';
export type System = 'mac' | 'windows' | 'other';

export function browserOf(agent: string, touchPoints = 0): Browser {
  // An iPad says it is a Mac; Macs have no touch screen.
  if (/iPhone|iPad|iPod/.test(agent) || (/Macintosh/.test(agent) && touchPoints > 1)) return 'ios';
  if (/Android/.test(agent)) return /Firefox/.test(agent) ? 'firefox' : 'android';
  if (/Firefox\//.test(agent)) return 'firefox';
  if (/Chrome\//.test(agent)) return 'chrome';
  if (/Safari\//.test(agent)) return 'safari';
  return 'other';
}

export function systemOf(agent: string): System {
  if (/Macintosh/.test(agent)) return 'mac';
  return /Windows/.test(agent) ? 'windows' : 'other';
}

export const thisBrowser = (): Browser => browserOf(navigator.userAgent, navigator.maxTouchPoints);
export const thisSystem = (): System => systemOf(navigator.userAgent);
