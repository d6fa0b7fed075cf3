const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 9)) {
  process.stderr.write(`Ann Pale Live needs Node.js 20.9 or newer; this is ${process.version}.\n`);
  process.exit(1);
}

try {
  const { build } = await import("./build.mjs");
  await build();
} catch (error) {
  const missing = error?.code === "ERR_MODULE_NOT_FOUND";
  process.stderr.write(`\n${missing ? "Packages are missing: run `npm ci` first." : error.message}\n`);
  process.exit(1);
}
await import(new URL("../dist/supervisor.mjs", import.meta.url).href);
