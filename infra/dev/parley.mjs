/** `npm run parley -- …`: the command line of the owner (rooms, imports, backups). */
import './lib/require-node.mjs';
import { install } from './install.mjs';
import { build, SERVING } from './lib/build.mjs';
import { built, runHere } from './lib/built.mjs';

await install();
await build(SERVING);
await runHere(built.parley);
