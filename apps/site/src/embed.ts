/** What other people's pages load: defines `<parley-room>` and its parts, and nothing else. */
import '@parley/elements/define';
