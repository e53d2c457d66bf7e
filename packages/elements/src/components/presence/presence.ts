import { register } from '../../internal/register.ts';
import { ParleyPresence } from './presence.component.ts';

register('parley-presence', ParleyPresence);
