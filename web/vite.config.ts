import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/**
 * The portal's build: `vite build --config web/vite.config.ts` writes web/dist, which the server serves.
 *
 * Nothing may be fetched from elsewhere and nothing inline: the content security policy allows `'self'` alone, so assets are
 * never turned into data addresses and the module preload helper stays a file.
 */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2023',
    assetsInlineLimit: 0,
    sourcemap: false,
    chunkSizeWarningLimit: 1200,
  },
  server: {
    proxy: { '/api': process.env['FLASHLIGHT_API'] ?? 'http://127.0.0.1:8080' },
  },
});
