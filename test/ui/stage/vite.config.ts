import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** Serves the stage for looking at it and for its tests. */
export default defineConfig({
  root: import.meta.dirname,
  base: './',
  plugins: [react()],
  build: { target: 'es2023', rolldownOptions: { input: `${import.meta.dirname}/stage.html` } },
})
