/** Registers every tag. The only module of this package with an effect. */
import './components/comment/comment.ts';
import './components/comment-list/comment-list.ts';
import './components/composer/composer.ts';
import './components/connection-badge/connection-badge.ts';
import './components/my-data/my-data.ts';
import './components/new-comments/new-comments.ts';
import './components/presence/presence.ts';
import './components/revisions/revisions.ts';
import './components/room/room.ts';
import './components/sort/sort.ts';
import './components/text/text.ts';
import './components/time/time.ts';
import './components/vote-buttons/vote-buttons.ts';
