export * from './client.ts';
export * from './clock.ts';
export * from './sight.ts';
export * from './terms.ts';
