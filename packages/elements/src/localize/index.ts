export * from './en.ts';
export * from './format.ts';
export * from './terms.ts';
