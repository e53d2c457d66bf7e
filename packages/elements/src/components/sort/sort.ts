import { register } from '../../internal/register.ts';
import { ParleySort } from './sort.component.ts';

register('parley-sort', ParleySort);
