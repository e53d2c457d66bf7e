/** Parley without a page: the same code in browsers and in Node. */
export * from './api.ts';
export { browserRoomClient } from './browser.ts';
export { type ClientChoices, nodeRoomClient } from './node.ts';
export * from './ports.ts';
export { createRoomClient, type RoomClientOptions } from './room-client.ts';
export { memoryStorage } from './storage.ts';
