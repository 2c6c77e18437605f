// What every window of one presentation has in common: the slide, whether the screen is black, what is
// open of the playground, and the time. Whoever changes it tells the others; who comes later asks.

const KEY = `feastflow/present ${location.pathname}`;

/** The time goes on while a window is reloaded. */
function kept() {
  try {
    return JSON.parse(sessionStorage.getItem(KEY));
  } catch {
    return null;
  }
}

function keep(timer) {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(timer));
  } catch {
    // No storage: it lasts as long as the window.
  }
}

export class State {
  constructor(index, timer) {
    this.now = { index, black: false, frame: null, timer: kept() ?? timer };
    this.watchers = [];
    this.leaving = () => {};
    this.channel = new BroadcastChannel(KEY);
    this.channel.addEventListener("message", ({ data }) => {
      if (data === "hello") this.tell();
      else if (data === "bye") this.leaving();
      else this.take(data, true);
    });
    this.channel.postMessage("hello");
  }

  /** Calls with what is now, what was before, and whether another window changed it. */
  watch(watcher) {
    this.watchers.push(watcher);
  }

  /** Changes a part of it, here and in the other windows. */
  set(change) {
    this.take({ ...this.now, ...change }, false);
    this.tell();
  }

  tell() {
    this.channel.postMessage(this.now);
  }

  bye() {
    this.channel.postMessage("bye");
  }

  take(now, fromOther) {
    const before = this.now;
    this.now = now;
    keep(now.timer);
    for (const watcher of this.watchers) watcher(now, before, fromOther);
  }
}
