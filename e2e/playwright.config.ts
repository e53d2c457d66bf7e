import { defineConfig } from 'playwright/test';
import { chromiumLaunch } from '../infra/dev/lib/chromium.mjs';

/** Every test starts its own servers on an empty folder. No retries: a test that passes on a second try is red. */
export default defineConfig({
  testDir: 'tests',
  outputDir: 'artifacts/results',
  forbidOnly: true,
  retries: 0,
  // Each test runs a server and two or three pages; more at once would measure the machine.
  workers: 2,
  fullyParallel: true,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  reporter: [['list'], ['json', { outputFile: '../artifacts/playwright.json' }]],
  use: {
    browserName: 'chromium',
    launchOptions: chromiumLaunch(),
    viewport: { width: 1280, height: 800 },
    locale: 'en-GB',
    timezoneId: 'UTC',
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    actionTimeout: 15_000,
  },
});
