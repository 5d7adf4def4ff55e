// Starts the application. The build stamps the addresses; the wasm is held against its hash, which the glue
// alone would not do. Whatever goes wrong is said on the page.
try {
  const wasm = fetch(new URL("WASM_URL", import.meta.url), { integrity: "WASM_INTEGRITY" });
  wasm.catch(() => {});
  const { default: init } = await import("GLUE_URL");
  await init({ module_or_path: wasm });
} catch (error) {
  console.error(error);
  const said = document.getElementById("boot-error");
  if (said) said.hidden = false;
}
