import { register } from '../../internal/register.ts';
import { ParleyComment } from './comment.component.ts';

register('parley-comment', ParleyComment);
