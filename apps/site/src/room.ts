/** The room page: gives the discussion in it its life. */
import '@parley/elements/define';
