export * from './fake-clock.ts';
export * from './memory-bus.ts';
export * from './memory-limiter.ts';
export * from './memory-presence.ts';
export * from './memory-room-store.ts';
export * from './quiet.ts';
