import { defaultClientConditions, defineConfig, type Plugin } from 'vite';

/** Where the Parley server listens during development. */
const server = process.env.PARLEY_DEV_SERVER ?? 'http://localhost:3000';

/** In development the embed has its stable address, too. */
const embedAddress: Plugin = {
  name: 'embed-address',
  configureServer(dev) {
    dev.middlewares.use((request, _response, next) => {
      if (request.url === '/embed/parley.js') request.url = '/src/embed.ts';
      next();
    });
  },
};

/**
 * Chunks that are loaded later are loaded and nothing more: Vite's helper looks for preloads and style sheets that they do not have,
 * and would ask the embedding page's own origin for them.
 */
const plainImports: Plugin = {
  name: 'plain-imports',
  apply: 'build',
  enforce: 'pre',
  load: (id) => (id === '\0vite/preload-helper.js' ? 'export const __vitePreload = (load) => load();' : undefined),
};

export default defineConfig({
  base: '/',
  plugins: [embedAddress, plainImports],
  resolve: { conditions: ['@parley/source', ...defaultClientConditions] },
  build: {
    target: 'es2022',
    manifest: true,
    // Pages get their preloads from the manifest.
    modulePreload: false,
    // A chunk's address must be one that a content-security policy with 'self' allows: no data: URLs.
    assetsInlineLimit: 0,
    rollupOptions: {
      input: {
        room: 'src/room.ts',
        index: 'src/index.ts',
        embed: 'src/embed.ts',
        site: 'src/styles/site.css',
        'embed-page': 'src/styles/embed-page.css',
      },
      output: {
        // What others embed keeps its name for ever; imports between chunks are relative, so they come from its own origin.
        entryFileNames: (chunk) => (chunk.name === 'embed' ? 'embed/parley.js' : 'assets/[name]-[hash].js'),
        chunkFileNames: 'assets/[name]-[hash].js',
        assetFileNames: 'assets/[name]-[hash][extname]',
      },
    },
  },
  server: {
    port: 5173,
    strictPort: true,
    // All but sources goes to the server, which makes the pages.
    proxy: {
      '/socket.io': { target: server, ws: true },
      '^/(?!src/|@|node_modules/|packages/|favicon\\.svg|embed/).*': { target: server },
    },
  },
});
