import { register } from '../../internal/register.ts';
import { ParleyConnectionBadge } from './connection-badge.component.ts';

register('parley-connection-badge', ParleyConnectionBadge);
