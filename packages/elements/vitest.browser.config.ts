import { playwright } from '@vitest/browser-playwright';
import { defineProject, mergeConfig } from 'vitest/config';
import { chromiumLaunch } from '../../infra/dev/lib/chromium.mjs';
import shared from '../../vitest.shared.ts';

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
        provider: playwright({ launchOptions: chromiumLaunch() }),
        instances: [{ browser: 'chromium' }],
        viewport: { width: 1000, height: 700 },
      },
    },
  }),
);
