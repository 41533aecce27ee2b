/** From this loudness on (0 to 1, see the SDK's meter) somebody speaks; below is breathing and keyboards. */
export const speechLevel = 0.2;
