/** A seeded world in which everything goes wrong, and the checker that looks at what is left. */
export * from './doctor.ts';
export * from './doctors.ts';
export * from './rare-states.ts';
export * from './run.ts';
