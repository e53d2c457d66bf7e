import { register } from '../../internal/register.ts';
import { ParleyText } from './text.component.ts';

register('parley-text', ParleyText);
