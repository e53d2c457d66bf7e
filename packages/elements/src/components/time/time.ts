import { register } from '../../internal/register.ts';
import { ParleyTime } from './time.component.ts';

register('parley-time', ParleyTime);
