// One script for each framework, without the widget: that comes from where the page says.
import { svelte } from "@sveltejs/vite-plugin-svelte";
import vue from "@vitejs/plugin-vue";
import { defineConfig } from "vite";

const name = process.env.HOST;

export default defineConfig({
  define: { "process.env.NODE_ENV": JSON.stringify("production"), __VUE_OPTIONS_API__: "false", __VUE_PROD_DEVTOOLS__: "false", __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: "false" },
  plugins: [
    vue({ template: { compilerOptions: { isCustomElement: (tag) => tag === "growth-wheel" } } }),
    svelte({ configFile: false }),
  ],
  build: {
    outDir: "built",
    emptyOutDir: false,
    lib: { entry: `src/${name}.js`, name: "host", formats: ["iife"], fileName: () => `${name}.js` },
  },
});
