import { register } from '../../internal/register.ts';
import { ParleyVoteButtons } from './vote-buttons.component.ts';

register('parley-vote-buttons', ParleyVoteButtons);
