/** Socket.IO and Express around the engine. */
export * from './http/page-renderer.ts';
