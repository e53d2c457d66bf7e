import { defineProject, mergeConfig } from 'vitest/config';
import shared from '../vitest.shared.ts';

/** Checks of the tree itself; each checker is shown to turn red on a doctored input before it is trusted. */
export default mergeConfig(shared, defineProject({ test: { name: 'tree', include: ['checks/**/*.test.ts'] } }));
