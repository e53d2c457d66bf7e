import { register } from '../../internal/register.ts';
import { ParleyRoom } from './room.component.ts';

register('parley-room', ParleyRoom);
