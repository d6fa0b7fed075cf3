// Preloaded into every child: when the supervisor is gone, however it went, its children leave too.
const GRACE_MS = 1500;

// A child's own children inherit this preload; their channel is not ours to touch.
if (process.ppid === Number(process.env.SUPERVISOR_PID)) {
  process.on("disconnect", () => {
    setTimeout(() => process.exit(1), GRACE_MS).unref();
    process.kill(process.pid, "SIGTERM");
  });
  // The channel alone must not keep a finished child alive.
  process.channel?.unref();
}
