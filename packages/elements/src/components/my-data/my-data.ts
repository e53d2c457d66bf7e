import { register } from '../../internal/register.ts';
import { ParleyMyData } from './my-data.component.ts';

register('parley-my-data', ParleyMyData);
