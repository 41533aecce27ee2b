/** The numbers of our advisory locks, all in one place, since two of the same would wait for each other. */
export const locks = {
  migrations: 7_301_001,
  firstAccount: 7_301_002,
  settings: 7_301_003,
} as const;
