import { register } from '../../internal/register.ts';
import { ParleyNewComments } from './new-comments.component.ts';

register('parley-new-comments', ParleyNewComments);
