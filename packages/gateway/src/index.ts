/** Socket.IO and Express around the engine. */
export { parseNetwork, type TrustProxy } from './addresses.ts';
export { type GuestAuthenticatorOptions, guestAuthenticator } from './authenticator.ts';
export { createParleyServer, type ParleyServer, type ParleyServerOptions } from './create-server.ts';
export { eventEncoder } from './encoder.ts';
export * from './http/page-renderer.ts';
export { importNames } from './import-names.ts';
export { canonicalOrigin } from './origin.ts';
export type { Readiness, ReadinessReason } from './readiness.ts';
export { noLog, noMetrics } from './silent.ts';
export { systemClock, systemRandom } from './system-clock.ts';
