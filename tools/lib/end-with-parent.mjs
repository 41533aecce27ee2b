/** Preloaded into a program that knows nothing of us: ends it when its parent was killed. */
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
