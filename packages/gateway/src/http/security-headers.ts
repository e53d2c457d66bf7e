/** Headers of every answer: what a page of this server may load and do. */
import type { RequestHandler } from 'express';
import helmet from 'helmet';

/** Strict: scripts, styles and connections of the own origin only, no inline code, no framing, no markup sink without a policy. */
export function securityHeaders(publicUrl: string, development = false): RequestHandler {
  const own = new URL(publicUrl);
  const secure = own.protocol === 'https:';
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: development ? ["'self'", "'unsafe-inline'"] : ["'self'"],
        imgSrc: ["'self'", 'data:'],
        fontSrc: ["'self'"],
        // Browsers that do not count WebSockets to 'self' need their address.
        connectSrc: ["'self'", `${secure ? 'wss' : 'ws'}://${own.host}`],
        baseUri: ["'none'"],
        formAction: ["'none'"],
        frameAncestors: ["'none'"],
        requireTrustedTypesFor: ["'script'"],
      },
    },
    xFrameOptions: { action: 'deny' },
    referrerPolicy: { policy: 'strict-origin-when-cross-origin' },
    // Only a server that is reached by https may promise it.
    strictTransportSecurity: secure && { maxAge: 31_536_000, includeSubDomains: false },
  });
}
