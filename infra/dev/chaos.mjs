/** `npm run chaos`: runs of faults over several instances, and whether anything was lost. */
import './lib/require-node.mjs';
import { install } from './install.mjs';
import { build } from './lib/build.mjs';
import { built, runHere } from './lib/built.mjs';
import { systemParts } from './lib/system-parts.mjs';

await install();
await systemParts();
await build();
await runHere(built.chaos);
