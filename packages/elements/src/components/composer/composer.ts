import { register } from '../../internal/register.ts';
import { ParleyComposer } from './composer.component.ts';

register('parley-composer', ParleyComposer);
