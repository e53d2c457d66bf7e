import { playwright } from '@vitest/browser-playwright';
import { defineProject, mergeConfig } from 'vitest/config';
import shared from '../../vitest.shared.ts';

/** No sandbox and no GPU: runs as root in a container too. The rest keeps the browser from talking to anyone. */
const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export default mergeConfig(
  shared,
  defineProject({
    // Known from the start, so that no test is interrupted by a dependency found late.
    optimizeDeps: {
      include: [
        'axe-core',
        'marked',
        'lit',
        'lit/decorators.js',
        'lit/directives/live.js',
        'lit/directives/repeat.js',
        '@lit/context',
        'zod/mini',
        'socket.io-client',
      ],
    },
    test: {
      name: 'elements-browser',
      include: ['src/**/*.browser.test.ts'],
      browser: {
        enabled: true,
        headless: true,
        screenshotFailures: false,
        provider: playwright({ launchOptions: { executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args } }),
        instances: [{ browser: 'chromium' }],
        viewport: { width: 1000, height: 700 },
      },
    },
  }),
);
