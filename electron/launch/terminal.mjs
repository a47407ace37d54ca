// One way of saying what goes on: a live line on a terminal, whole lines in a log.

const LIVE = process.stdout.isTTY && !process.env.CI;

/** @param {string} text */
export function say(text) {
  process.stdout.write(`${text}\n`);
}

/** @param {number} started milliseconds, from performance.now() */
export function since(started) {
  return `${((performance.now() - started) / 1000).toFixed(1)} s`;
}

/**
 * A piece of work that is shown while it runs.
 * @param {string} title
 */
export function progress(title) {
  const started = performance.now();
  let announced = started;
  if (!LIVE) say(`${title} …`);
  return {
    /** @param {string} detail such as `312 of 640`; in a log at most one line in ten seconds */
    update(detail) {
      if (LIVE) process.stdout.write(`\r\u001b[K${title} … ${detail}`);
      else if (performance.now() - announced > 10_000) {
        announced = performance.now();
        say(`${title} … ${detail}`);
      }
    },
    /** @param {string} [outcome] */
    done(outcome = "done") {
      if (LIVE) process.stdout.write("\r\u001b[K");
      say(`${title}: ${outcome} (${since(started)})`);
    },
  };
}
