import { register } from '../../internal/register.ts';
import { ParleyCommentList } from './comment-list.component.ts';

register('parley-comment-list', ParleyCommentList);
