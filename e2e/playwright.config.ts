/**
 * Journeys through the built web app and the real server, in a real Chromium
 * with fake devices. `npm test` runs them with a reporter that it can count.
 */
import { defineConfig } from '@playwright/test';
import { launchOptions } from './harness/chromium.ts';

export default defineConfig({
  outputDir: 'test-results/artifacts',
  globalSetup: './harness/global-setup.ts',
  fullyParallel: true,
  // Two browsers side by side are quicker on two cores, and now and then starve each other.
  workers: process.env.CI ? 1 : 2,
  // A journey that works the second time only is a defect, of the product or of the journey. In CI,
  // where others may share the machine, it is named in the output and doesn't hold up everybody.
  retries: process.env.CI ? 1 : 0,
  forbidOnly: Boolean(process.env.CI),
  // So that what hangs is named, and not to ask for speed: a busy machine needs several times what
  // a journey takes. Where a journey measures a time, it says so itself.
  timeout: 240_000,
  expect: { timeout: 20_000 },
  reporter: 'list',
  projects: [
    // Those on bad lines and machines take long; `npm run faults` has them.
    {
      name: 'journeys',
      testDir: 'journeys',
      ...(process.env.CONVERGE_FAULTS === 'all' ? { grep: /@long/ } : { grepInvert: /@long/ }),
    },
    // Each has a server and a network of its own. `npm run faults` wants them all.
    {
      name: 'faults',
      testDir: 'faults',
      ...(process.env.CONVERGE_FAULTS === 'all' ? {} : { grep: /@short/ }),
    },
  ],
  use: {
    launchOptions: launchOptions(),
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    viewport: { width: 1280, height: 720 },
    actionTimeout: 20_000,
    navigationTimeout: 30_000,
    trace: 'off',
    screenshot: 'only-on-failure',
  },
});
