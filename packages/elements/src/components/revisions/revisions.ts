import { register } from '../../internal/register.ts';
import { ParleyRevisions } from './revisions.component.ts';

register('parley-revisions', ParleyRevisions);
