export * from './memory-room-store.ts';
