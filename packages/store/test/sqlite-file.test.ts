import { copyFileSync, existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Bench, codesOf, found, guest, idOf, makeBench } from '@parley/engine/contract';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { StoreError } from '../src/errors.ts';
import { makeSqliteStore, newFolder, openStore } from './sqlite-files.ts';
